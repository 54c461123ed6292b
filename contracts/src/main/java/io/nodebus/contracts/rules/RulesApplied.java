package io.nodebus.contracts.rules;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.time.Duration;
import java.util.List;

/// What travels on `rules.applied`, keyed by node, written by its agent: what of `rules.state` is
/// in the kernel there, and what the kernel did not take. Nothing is said before it is so.
public sealed interface RulesApplied {
    Topic<RulesApplied> TOPIC =
            new Topic<>(
                    "rules.applied",
                    RulesApplied.class,
                    Scope.NODE,
                    Cleanup.after(Duration.ofDays(1)));

    int MOST_CHANGES = 100;

    String nodeUid();

    /// @param mode what carries the rules out, e.g. `nftables`
    /// @param ports of Services that are in the kernel now
    /// @param micros what the kernel needed for it
    /// @param heardMicros from the first of the changes being heard to all of them being in the
    ///   kernel
    /// @param changes in the order of their Services
    /// @param others how many more Services changed than are named
    @Type("rules.applied.v1")
    record Applied(
            String nodeUid,
            String mode,
            int ports,
            long micros,
            long heardMicros,
            List<Change> changes,
            int others)
            implements RulesApplied {
        public Applied {
            changes = List.copyOf(changes);
            if (changes.size() > MOST_CHANGES) {
                throw new IllegalArgumentException(
                        "at most %d changes are named, got %d"
                                .formatted(MOST_CHANGES, changes.size()));
            }
        }
    }

    /// The kernel did not take the rules of one Service. It keeps those it had.
    @Type("rules.rejected.v1")
    record Rejected(String nodeUid, String mode, Change change, Because because)
            implements RulesApplied {}

    /// What a Service's rules follow from.
    ///
    /// @param service `namespace/name`
    /// @param epoch and
    /// @param generation of the newest record of its rules: the stamp it was said with
    record Change(String service, long epoch, long generation) {}
}
