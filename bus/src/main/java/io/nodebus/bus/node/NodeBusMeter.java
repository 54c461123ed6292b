package io.nodebus.bus.node;

import static io.micrometer.core.instrument.Meter.Type.COUNTER;
import static io.micrometer.core.instrument.Meter.Type.GAUGE;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.bus.meter.Measure;
import java.util.function.ToDoubleFunction;

/// What the bus of a node measures.
public enum NodeBusMeter implements Measure {
    SIZE("nodebus.journal.size.bytes", GAUGE, "", "What the journal takes on the disk."),
    USED(
            "nodebus.journal.used.bytes",
            GAUGE,
            "",
            "What of the half in use is written; at half the size it is copied to the other."),
    STATE("nodebus.journal.state.bytes", GAUGE, "", "What own and heard state take of it."),
    UNSENT("nodebus.journal.unsent", GAUGE, "lane", "Records the bus does not have yet."),
    UNTOLD(
            "nodebus.journal.untold",
            GAUGE,
            "cause",
            "Records that will not be sent, and nobody was told yet."),
    UNKEPT(
            "nodebus.journal.unkept",
            COUNTER,
            "",
            "Heard records there was no room for: missing at a start without the bus."),
    SENT("nodebus.journal.sent", COUNTER, "", "Records the bus took."),
    REJECTED("nodebus.journal.rejected", COUNTER, "", "Records the bus refused for good."),
    EXPIRED("nodebus.journal.expired", COUNTER, "", "Commands not sent, their time being over."),
    AWAY("nodebus.bus.away", GAUGE, "", "1 while the bus is not there."),
    OTHER_PLANE(
            "nodebus.bus.other.plane",
            GAUGE,
            "",
            "1 while another plane is heard than the one this node belongs to.");

    private final String name;
    private final Meter.Type type;
    private final String tagNames;
    private final String help;

    NodeBusMeter(String name, Meter.Type type, String tagNames, String help) {
        this.name = name;
        this.type = type;
        this.tagNames = tagNames;
        this.help = help;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Meter.Type getType() {
        return type;
    }

    @Override
    public String tagNames() {
        return tagNames;
    }

    @Override
    public String help() {
        return help;
    }

    static void bind(NodeBus bus, MeterRegistry registry) {
        SIZE.gauge(registry, () -> bus.journal().sizeBytes());
        USED.gauge(registry, () -> bus.journal().usedBytes());
        STATE.gauge(registry, () -> bus.journal().stateBytes());
        UNSENT.gauge(registry, () -> bus.journal().unsentState(), "lane", "state");
        UNSENT.gauge(registry, () -> bus.journal().unsentReadings(), "lane", "reading");
        UNSENT.gauge(registry, () -> bus.journal().unsentEvents(), "lane", "event");
        UNTOLD.gauge(registry, () -> bus.journal().dropped(), "cause", "dropped");
        UNTOLD.gauge(registry, () -> bus.journal().superseded(), "cause", "superseded");
        UNKEPT.counts(bus, registry, counted -> counted.journal().unkept());
        SENT.counts(bus, registry, counted -> counted.drain().sent());
        REJECTED.counts(bus, registry, counted -> counted.drain().rejected());
        EXPIRED.counts(bus, registry, counted -> counted.drain().expired());
        AWAY.gauge(registry, () -> bus.isAway() ? 1 : 0);
        OTHER_PLANE.gauge(registry, () -> bus.plane() instanceof PlaneState.Changed ? 1 : 0);
    }

    private void counts(NodeBus bus, MeterRegistry registry, ToDoubleFunction<NodeBus> counted) {
        FunctionCounter.builder(getName(), bus, counted).description(help()).register(registry);
    }
}
