package io.nodebus.proxyrules;

import io.micrometer.core.instrument.MeterRegistry;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.proxyrules.fleet.Known;
import java.util.function.Supplier;

/// What is said of Services, in numbers, taken between two decisions.
///
/// @param ports of Services, one for each family
/// @param endpoints of all ports
/// @param ready those of them that may get new connections
/// @param refused Services that are said nothing of
record Figures(int services, int ports, int endpoints, int ready, int refused) {
    static final Figures NONE = new Figures(0, 0, 0, 0, 0);

    static Figures of(Known known) {
        var said = known.fleet().said();
        var ports = 0;
        var endpoints = 0;
        var ready = 0;
        for (var service : said.services()) {
            for (var record : said.rules(service).values()) {
                switch (record) {
                    case RuleState.Head _ -> ports++;
                    case RuleState.Slice(_, var some) -> {
                        endpoints += some.size();
                        for (var endpoint : some) {
                            ready += endpoint.ready() ? 1 : 0;
                        }
                    }
                }
            }
        }
        return new Figures(said.services().size(), ports, endpoints, ready, said.refusals());
    }

    static void register(MeterRegistry meters, Supplier<Figures> newest) {
        ProxyRulesMeter.SERVICES.gauge(meters, () -> newest.get().services());
        ProxyRulesMeter.PORTS.gauge(meters, () -> newest.get().ports());
        ProxyRulesMeter.ENDPOINTS.gauge(meters, () -> newest.get().endpoints());
        ProxyRulesMeter.ENDPOINTS_READY.gauge(meters, () -> newest.get().ready());
        ProxyRulesMeter.REFUSED.gauge(meters, () -> newest.get().refused());
    }
}
