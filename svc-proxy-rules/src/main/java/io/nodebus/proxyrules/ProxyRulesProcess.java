package io.nodebus.proxyrules;

import io.nodebus.bus.kafka.Candidacy;
import io.nodebus.bus.kafka.Election;
import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.kafka.LoopCandidate;
import io.nodebus.bus.lifecycle.Service;
import io.nodebus.bus.lifecycle.ServiceSettings;
import io.nodebus.bus.settings.Setting;
import io.nodebus.contracts.plane.LeaderState;
import io.nodebus.proxyrules.settings.ProxyRulesSettings;
import io.vertx.core.Future;

/// The process of svc-proxy-rules without the other fleet services. It stands for election: of
/// several, one decides. The plane is there already.
public final class ProxyRulesProcess {
    private ProxyRulesProcess() {}

    /// Everything this process can be told.
    record Told(
            @Setting(
                            key = "kafka-bootstrap",
                            value = "127.0.0.1:9092",
                            help = "Where the bus is: HOST:PORT, several with commas.")
                    String kafkaBootstrap,
            ProxyRulesSettings pacing,
            ServiceSettings service) {}

    static void main(String... args) {
        Service.run("svc-proxy-rules", Told.class, Told::service, args, ProxyRulesProcess::begin);
    }

    private static Future<?> begin(Service service, Told told) {
        return KafkaBus.start(
                        service.vertx(), KafkaSettings.at(told.kafkaBootstrap(), "proxy-rules"))
                .compose(bus -> {
                    service.stops().add("bus", bus::close);
                    return begin(service, told, bus);
                });
    }

    private static Future<?> begin(Service service, Told told, KafkaBus bus) {
        var election =
                new Election(
                        bus,
                        Candidacy.withTransactions(LeaderState.PROXY_RULES, ProxyRules.OUTPUTS));
        return ProxyRules.follower(service.vertx(), election.bus(), told.pacing(), service.meters())
                .compose(loop -> {
                    loop.faultsTo(service.health().faults());
                    service.stops().add("election", election::leave);
                    return election.join(
                            "127.0.0.1:" + service.server().port(), new LoopCandidate(loop));
                });
    }
}
