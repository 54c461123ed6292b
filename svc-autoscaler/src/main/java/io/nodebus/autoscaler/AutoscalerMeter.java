package io.nodebus.autoscaler;

import static io.micrometer.core.instrument.Meter.Type.GAUGE;

import io.micrometer.core.instrument.Meter;
import io.nodebus.bus.meter.Measure;

/// What svc-autoscaler measures beside what every loop does.
enum AutoscalerMeter implements Measure {
    NODES("nodebus.autoscaler.nodes", "verdict", "Approved nodes by what was judged of them."),
    PODS_BOUND("nodebus.autoscaler.pods.bound", "", "Pods bound to a node and not ended."),
    PODS_WAITING("nodebus.autoscaler.pods.waiting", "", "Pods that fit on no node for now."),
    KINDS_WAITING(
            "nodebus.autoscaler.kinds.waiting",
            "",
            "Kinds of waiting pods: what a changed node is asked."),
    BUS_SUSPECT(
            "nodebus.autoscaler.bus.suspect",
            "",
            "1 while so many nodes are silent that nobody is judged for it.");

    private final String name;
    private final String tagNames;
    private final String help;

    AutoscalerMeter(String name, String tagNames, String help) {
        this.name = name;
        this.tagNames = tagNames;
        this.help = help;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Meter.Type getType() {
        return GAUGE;
    }

    @Override
    public String tagNames() {
        return tagNames;
    }

    @Override
    public String help() {
        return help;
    }
}
