package io.nodebus.nodeagent.work;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState;
import java.time.Instant;
import java.util.Optional;

/// Where one pod is in its life on this node. The methods of a stage are the moves there are: what
/// has ended or is ending is never kept again.
sealed interface Stage {
    /// Bound, and not yet looked at.
    record Arriving() implements Stage {
        Kept admitted() {
            return new Kept();
        }

        Ended refused() {
            return new Ended(PodPhase.Failed);
        }

        Ended recalled(PodPhase phase) {
            return new Ended(phase);
        }

        Gone recalled(PodState.Gone gone) {
            return new Gone(gone);
        }

        Ending ending(Because because, long graceSeconds) {
            return new Ending(because, graceSeconds, Optional.empty());
        }
    }

    /// Let in: its sandbox and containers are made, and made again.
    record Kept() implements Stage {
        Ended ended(PodPhase phase) {
            return new Ended(phase);
        }

        Ending ending(Because because, long graceSeconds) {
            return new Ending(because, graceSeconds, Optional.empty());
        }
    }

    /// It ran its course, or was refused. Nothing of it runs again; what is left stays to be looked
    /// at until it is deleted.
    record Ended(PodPhase phase) implements Stage {
        Ending ending(Because because, long graceSeconds) {
            return new Ending(because, graceSeconds, Optional.of(phase));
        }
    }

    /// Its end was ordered: everything is stopped and removed.
    ///
    /// @param ended the phase it had ended in before
    record Ending(Because because, long graceSeconds, Optional<PodPhase> ended) implements Stage {
        /// A later order can only shorten the grace.
        Ending hurried(long seconds) {
            return new Ending(because, Math.min(seconds, graceSeconds), ended);
        }

        Gone gone(String uid, String nodeUid, Instant at) {
            return new Gone(new PodState.Gone(uid, nodeUid, at, because));
        }
    }

    /// Nothing of it is left.
    record Gone(PodState.Gone said) implements Stage {}
}
