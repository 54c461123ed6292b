package io.nodebus.bus.meter;

import static io.micrometer.core.instrument.Meter.Type.COUNTER;
import static io.micrometer.core.instrument.Meter.Type.GAUGE;
import static io.micrometer.core.instrument.Meter.Type.TIMER;

import io.micrometer.core.instrument.Meter;

/// What every service measures about itself.
public enum BusMeter implements Measure {
    BUILD_INFO(
            "nodebus.build.info", GAUGE, "version java service", "Which build this is; always 1."),
    HEARD("nodebus.loop.heard", COUNTER, "loop topic", "Records heard."),
    DECIDED(
            "nodebus.loop.decided",
            COUNTER,
            "loop",
            "Inputs decided on, timers and tellings included."),
    SAID("nodebus.loop.said", COUNTER, "loop topic", "Records said."),
    LAG(
            "nodebus.apply.lag",
            TIMER,
            "loop topic",
            "From when a record says it happened until it was decided on; by the clocks of two"
                    + " machines."),
    QUARANTINED(
            "nodebus.loop.quarantined",
            GAUGE,
            "loop",
            "Keys whose records this loop cannot decide on."),
    CORRECTED(
            "nodebus.loop.corrected",
            COUNTER,
            "loop topic how",
            "Keys of owned topics that were not as the state implies when read back: rewritten,"
                    + " tombstoned, or withheld because an input was absent.");

    private final String name;
    private final Meter.Type type;
    private final String tagNames;
    private final String help;

    BusMeter(String name, Meter.Type type, String tagNames, String help) {
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
}
