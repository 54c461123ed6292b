package io.nodebus.nodeagent.netfilter;

import io.nodebus.contracts.meta.Sorted;
import java.time.Duration;
import java.util.Map;

/// What became of a call.
public sealed interface Outcome {
    Duration took();

    /// It is in the kernel, as far as it is not in `rejected`.
    ///
    /// @param operations elements added and removed
    /// @param rejected ports that are not as wanted, by the prefix of their rules, and why. All
    ///   that are at the time, not only those of this call; of each the kernel has nothing, or what
    ///   it had before
    record Committed(Duration took, int operations, Map<String, String> rejected)
            implements Outcome {
        public Committed {
            rejected = Sorted.copy(rejected);
        }
    }

    /// The kernel could not be asked at all, or refused everything. What was wanted is remembered.
    record Failed(Duration took, String because) implements Outcome {}
}
