package io.nodebus.bus.node;

import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.journal.Name;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What one hearer knows of the keys of its state topics: the newest stamp, and what the plane it
/// hears has of the key, if anything. Confined to the hearer's turns.
final class Known {
    /// Tombstones that are remembered, so that a late repetition of what they ended is not taken
    /// for new. The oldest are forgotten first.
    private static final int MOST_ENDED = 1000;

    private final SequencedMap<Name, Entry> alive = new LinkedHashMap<>();
    private final SequencedMap<Name, Stamp> ended = new LinkedHashMap<>();
    private boolean another;

    /// @param newest what the hearer was told last
    /// @param there what the plane has; null when only the journal brought it
    /// @param content of what the hearer was told last, as a hash
    /// @param plane number of the plane it was heard on
    private record Entry(
            Topic<?> topic, Stamp newest, @Nullable Stamp there, int content, long plane) {
        Entry there(@Nullable Stamp stamp) {
            return new Entry(topic, newest, stamp, content, plane);
        }
    }

    /// A key that the hearer knows and the plane does not have.
    ///
    /// @param plane number of the plane it was heard on
    record Absent(Topic<?> topic, Name name, Stamp stamp, long plane) {}

    /// The journal has it.
    void recalled(Heard<?> heard, Name name, long plane) {
        var content = heard.message().hashCode();
        alive.put(name, new Entry(heard.topic(), heard.stamp(), null, content, plane));
    }

    /// What a record is to the hearer.
    enum News {
        /// Newer than what was known.
        NEW,
        /// Known, but as heard on an earlier plane.
        KNOWN_FROM_ELSEWHERE,
        OLD
    }

    /// The plane has it, or this process just said it. What is new is known from here on.
    ///
    /// @param plane number of the plane it is heard on
    News hears(Heard<?> heard, Name name, long plane) {
        var known = alive.get(name);
        var stamp = heard.stamp();
        var content = heard.message().hashCode();
        if (!replaces(stamp, content, known, ended.get(name))) {
            if (known == null) {
                return News.OLD;
            }
            alive.put(
                    name, new Entry(heard.topic(), known.newest(), stamp, known.content(), plane));
            return known.plane() != plane && stamp.equals(known.newest())
                    ? News.KNOWN_FROM_ELSEWHERE
                    : News.OLD;
        }
        alive.remove(name);
        ended.remove(name);
        if (heard.message().isEmpty()) {
            ended.put(name, stamp);
            if (ended.size() > MOST_ENDED) {
                ended.pollFirstEntry();
            }
        } else {
            alive.put(name, new Entry(heard.topic(), stamp, stamp, content, plane));
        }
        return News.NEW;
    }

    private boolean replaces(Stamp stamp, int content, @Nullable Entry known, @Nullable Stamp end) {
        if (known == null) {
            return end == null || stamp.replaces(end);
        }
        // Stamps of another plane count anew and do not compare; only the very same record is the
        // same.
        return another && known.there() == null
                ? !stamp.equals(known.newest()) || content != known.content()
                : stamp.replaces(known.newest());
    }

    /// The plane turned into another one: nothing that was known is there until it is heard.
    void hearsAnother() {
        another = true;
        alive.replaceAll((_, entry) -> entry.there(null));
        ended.clear();
    }

    /// The plane is the same and older than what was known: what it has is what newer records are
    /// compared with.
    void wentBack() {
        another = true;
        alive.replaceAll((_, entry) ->
                entry.there() == null
                        ? entry
                        : new Entry(
                                entry.topic(),
                                entry.there(),
                                entry.there(),
                                entry.content(),
                                entry.plane()));
    }

    /// The plane does not have it any more.
    void isAbsent(Name name) {
        alive.computeIfPresent(name, (_, entry) -> entry.there(null));
    }

    /// What the hearer was told last of a key that has not ended.
    Optional<Stamp> newest(Name name) {
        return Optional.ofNullable(alive.get(name)).map(Entry::newest);
    }

    boolean isOnlyRemembered(Name name) {
        var entry = alive.get(name);
        return entry != null && entry.there() == null;
    }

    /// What the plane does not have, in the order it was learned.
    List<Absent> absent() {
        var absent = new ArrayList<Absent>();
        alive.forEach((name, entry) -> {
            if (entry.there() == null) {
                absent.add(new Absent(entry.topic(), name, entry.newest(), entry.plane()));
            }
        });
        return absent;
    }

    void forget(Name name) {
        alive.remove(name);
    }
}
