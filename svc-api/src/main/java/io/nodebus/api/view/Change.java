package io.nodebus.api.view;

import java.util.Optional;

/// One object changed: it came, differs, or went.
///
/// @param version when: greater than that of every change before
public record Change(long version, Optional<Seen> before, Optional<Seen> after) {
    /// What somebody who asked for some objects sees of it: an object that begins to match came,
    /// one that ceases to match went.
    public Optional<Notice> noticed(Query query) {
        var was = before.filter(query::matches);
        var is = after.filter(query::matches);
        if (is.isPresent()) {
            return Optional.of(new Notice(was.isPresent() ? Kind.MODIFIED : Kind.ADDED, is.get()));
        }
        // As the API has it: the last state, with the version of its end.
        return was.map(gone ->
                new Notice(
                        Kind.DELETED,
                        gone.with(new Seen.Versions(version, gone.versions().wanted()))));
    }

    /// Spelled as the `type` of a watch event.
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED
    }

    /// One event of a watch.
    public record Notice(Kind kind, Seen object) {}
}
