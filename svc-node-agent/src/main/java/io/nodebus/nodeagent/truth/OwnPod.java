package io.nodebus.nodeagent.truth;

import io.nodebus.contracts.pod.PodState.Observed;
import java.util.Optional;

/// A pod of this node, as far as traffic is concerned.
///
/// @param ready it answers
/// @param terminating its end has begun
record OwnPod(String uid, String address, boolean ready, boolean terminating) {
    /// Empty when it can take no traffic: it has no address, or has ended.
    static Optional<OwnPod> of(Observed pod) {
        return pod.phase().isTerminal()
                ? Optional.empty()
                : pod.podIp()
                        .map(address ->
                                new OwnPod(pod.uid(), address, pod.ready(), pod.terminating()));
    }

    /// May get new connections.
    boolean isUsable(boolean publishNotReady) {
        return publishNotReady || ready && !terminating;
    }
}
