package io.nodebus.autoscaler.fit;

import io.nodebus.autoscaler.fleet.Amounts;
import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the pod asks for must be left on the node, and a place for one more pod. What is not asked
/// for is not looked at, so that a node that is asked for too much already still takes a pod that
/// asks for nothing of it.
final class Resources implements Filter {
    @Override
    public Optional<Refusal> refusal(Ask ask, Node node) {
        return fits(ask.amounts(), node)
                ? Optional.empty()
                : Optional.of(new Refusal.Short(shortages(ask.amounts(), node)));
    }

    /// The common answer, without a list.
    private static boolean fits(Amounts asks, Node node) {
        var all = node.offer().orElseThrow().allocatable();
        var used = node.used();
        return all.pods() - used.pods() >= asks.pods()
                && (asks.cpuMilli() == 0 || all.cpuMilli() - used.cpuMilli() >= asks.cpuMilli())
                && (asks.memory() == 0 || all.memory() - used.memory() >= asks.memory())
                && asks.others().keySet().stream().allMatch(name -> fits(name, asks, node));
    }

    private static boolean fits(String resource, Amounts asks, Node node) {
        var amount = asks.amount(resource);
        return amount == 0 || node.free(resource) >= amount;
    }

    private static List<Refusal.Shortage> shortages(Amounts asks, Node node) {
        var names = new ArrayList<>(List.of(Amounts.CPU, Amounts.MEMORY, Amounts.PODS));
        names.addAll(asks.others().keySet());
        return names.stream()
                .filter(name -> !fits(name, asks, node))
                .map(name ->
                        new Refusal.Shortage(
                                name,
                                asks.amount(name),
                                node.free(name),
                                node.offer().orElseThrow().allocatable().amount(name)))
                .toList();
    }
}
