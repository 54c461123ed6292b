package io.nodebus.api.door;

import io.nodebus.api.admission.Deleting;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.view.Seen;
import java.util.Map;

/// What must be true of the object that is changed.
final class Preconditions {
    private Preconditions() {}

    /// Whoever sends a version has seen the object at that version: people's part of it must not
    /// have changed since. What nodes report does not count.
    static void sameVersion(Seen seen, Map<?, ?> tree) {
        if (tree.get("metadata") instanceof Map<?, ?> meta
                && meta.get("resourceVersion") instanceof String version
                && !version.isEmpty()) {
            notBefore(seen, version);
        }
    }

    private static void notBefore(Seen seen, String version) {
        try {
            var known = Long.parseLong(version);
            if (known < seen.versions().wanted() || known > seen.versions().seen()) {
                throw new Refused(Refusal.modified(seen.resource().subject(seen.name())));
            }
        } catch (NumberFormatException e) {
            throw new Refused(
                    Refusal.badRequest(
                            "metadata.resourceVersion must be a number, got \"%s\""
                                    .formatted(version)));
        }
    }

    static void hold(Seen seen, Deleting options) {
        options.preconditions()
                .ifPresent(required -> {
                    required.uid()
                            .filter(uid -> !uid.equals(seen.uid()))
                            .ifPresent(uid -> {
                                throw otherUid(seen, uid);
                            });
                    required.resourceVersion().ifPresent(version -> notBefore(seen, version));
                });
    }

    private static Refused otherUid(Seen seen, String uid) {
        return new Refused(
                Refusal.conflict(
                        seen.resource().subject(seen.name()),
                        "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                                .formatted(uid, seen.uid())));
    }
}
