package io.nodebus.autoscaler;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// A fleet in numbers, taken between two decisions.
record Figures(
        Map<Verdict, Integer> nodes, int bound, int waiting, int kindsWaiting, boolean suspect) {
    static final Figures NONE = new Figures(Map.of(), 0, 0, 0, false);

    static Figures of(Fleet fleet) {
        var nodes = new EnumMap<Verdict, Integer>(Verdict.class);
        for (var node : fleet.nodes().all()) {
            node.judged().map(Judged::verdict).ifPresent(one -> nodes.merge(one, 1, Integer::sum));
        }
        return new Figures(
                nodes,
                fleet.pods().all().values().stream()
                        .mapToInt(records -> records.bound().size())
                        .sum(),
                fleet.backlog().size(),
                fleet.backlog().kinds().size(),
                fleet.vigil().suspect());
    }

    static void register(MeterRegistry meters, Supplier<Figures> newest) {
        for (var verdict : Verdict.values()) {
            AutoscalerMeter.NODES.gauge(
                    meters,
                    () -> newest.get().nodes().getOrDefault(verdict, 0),
                    "verdict",
                    verdict.name().toLowerCase(Locale.ROOT));
        }
        AutoscalerMeter.PODS_BOUND.gauge(meters, () -> newest.get().bound());
        AutoscalerMeter.PODS_WAITING.gauge(meters, () -> newest.get().waiting());
        AutoscalerMeter.KINDS_WAITING.gauge(meters, () -> newest.get().kindsWaiting());
        AutoscalerMeter.BUS_SUSPECT.gauge(meters, () -> newest.get().suspect() ? 1 : 0);
    }
}
