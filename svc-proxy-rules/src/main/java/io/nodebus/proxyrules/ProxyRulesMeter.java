package io.nodebus.proxyrules;

import static io.micrometer.core.instrument.Meter.Type.GAUGE;

import io.micrometer.core.instrument.Meter;
import io.nodebus.bus.meter.Measure;

/// What svc-proxy-rules measures beside what every loop does.
enum ProxyRulesMeter implements Measure {
    SERVICES("nodebus.proxyrules.services", "", "Services that rules or names are said of."),
    PORTS("nodebus.proxyrules.ports", "", "Ports of Services, one for each address family."),
    ENDPOINTS("nodebus.proxyrules.endpoints", "", "Endpoints of all ports."),
    ENDPOINTS_READY(
            "nodebus.proxyrules.endpoints.ready", "", "Endpoints that may get new connections."),
    REFUSED("nodebus.proxyrules.refused", "", "Services that cannot be what they ask to be.");

    private final String name;
    private final String tagNames;
    private final String help;

    ProxyRulesMeter(String name, String tagNames, String help) {
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
