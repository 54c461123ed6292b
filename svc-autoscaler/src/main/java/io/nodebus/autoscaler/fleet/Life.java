package io.nodebus.autoscaler.fleet;

import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.node.NodeState.Registered;
import java.time.Duration;
import java.util.Optional;

/// One life of a node, from its first start with an empty disk to the end of that disk.
///
/// @param sign when it was last heard speaking, in the loop's monotonic time. What was read back at
///   a start is no sign
/// @param signedBy the record it spoke with
public record Life(
        String nodeUid,
        Optional<Noted<Registered>> registered,
        Optional<Duration> sign,
        Optional<Evidence> signedBy) {
    static Life unheard(String nodeUid) {
        return new Life(nodeUid, Optional.empty(), Optional.empty(), Optional.empty());
    }

    Life with(Noted<Registered> state) {
        return new Life(nodeUid, Optional.of(state), sign, signedBy);
    }

    Life signed(Duration at, Evidence evidence) {
        return new Life(nodeUid, registered, Optional.of(at), Optional.of(evidence));
    }
}
