package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.contracts.pod.Protocol;
import java.util.List;
import java.util.Optional;

/// The way from what the kernel has to what is wanted.
///
/// @param growth of the skeleton, before all else
/// @param steps one after the other: into the new, out of the old, and then what the old led to. So
///   a packet between two look-ups finds one or the other
/// @param gone who no longer answers UDP: their flows go when the steps are done
/// @param clientsMoved clients may be remembered with an endpoint that went
public record Planned(
        List<Growth> growth, List<Transaction> steps, List<Gone> gone, boolean clientsMoved) {
    public Planned {
        growth = List.copyOf(growth);
        steps = List.copyOf(steps);
        gone = List.copyOf(gone);
    }

    /// An endpoint that left a port.
    ///
    /// @param to the cluster IP; absent for a node port, whose addresses are the node's
    public record Gone(
            Optional<Field.Address> to, Protocol protocol, Field.Port port, Target endpoint) {}

    public int operations() {
        return steps.stream().mapToInt(Transaction::size).sum();
    }
}
