package io.nodebus.compose.fleet;

import io.nodebus.api.Api;
import io.nodebus.api.NodeReach;
import io.nodebus.autoscaler.Autoscaler;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.flight.FlightFolder;
import io.nodebus.bus.flight.Flights;
import io.nodebus.bus.kafka.Candidacy;
import io.nodebus.bus.kafka.Election;
import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.kafka.LoopCandidate;
import io.nodebus.bus.kafka.PlaneRefused;
import io.nodebus.bus.lifecycle.Service;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.plane.PlaneFile;
import io.nodebus.contracts.plane.LeaderState;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.proxyrules.ProxyRules;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process with all fleet services, each of which stands for election: of several such
/// processes one leads each service, and the others follow. Founds the plane if it is none yet, so
/// that whoever brings only a broker gets a plane.
public final class Fleet {
    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);
    private static final String CLIENT = "fleet";

    private Fleet() {}

    /// Flags: see [FleetSettings]. Prints `ready` when requests are answered.
    public static void main(String... args) {
        Service.run("fleet", FleetSettings.class, FleetSettings::service, args, Fleet::begin);
    }

    private static Future<?> begin(Service service, FleetSettings settings) {
        var kafka = KafkaSettings.at(settings.kafkaBootstrap(), CLIENT);
        return founded(service, kafka, settings.partitions())
                .compose(_ -> KafkaBus.start(service.vertx(), kafka))
                .compose(bus -> {
                    service.stops().add("bus", bus::close);
                    return services(service, settings, bus);
                })
                .onSuccess(_ -> System.out.println("ready"));
    }

    private static Future<?> services(Service service, FleetSettings settings, KafkaBus bus) {
        return Future.all(
                autoscaler(service, settings, bus),
                proxyRules(service, settings, bus),
                api(service, settings, bus));
    }

    private static Future<?> autoscaler(Service service, FleetSettings settings, KafkaBus bus) {
        var election = election(bus, LeaderState.AUTOSCALER, Autoscaler.OUTPUTS);
        return Autoscaler.follower(
                        service.vertx(), election.bus(), settings.autoscaler(), service.meters())
                .compose(loop -> joined(service, settings, "autoscaler", election, loop));
    }

    private static Future<?> proxyRules(Service service, FleetSettings settings, KafkaBus bus) {
        var election = election(bus, LeaderState.PROXY_RULES, ProxyRules.OUTPUTS);
        return ProxyRules.follower(
                        service.vertx(), election.bus(), settings.proxyRules(), service.meters())
                .compose(loop -> joined(service, settings, "proxy-rules", election, loop));
    }

    /// Whether it leads makes no difference to whoever waits for this process. It has no API:
    /// probes and scrapes are where it can be looked up.
    private static Future<?> joined(
            Service service,
            FleetSettings settings,
            String name,
            Election election,
            DecisionLoop<?> loop) {
        loop.faultsTo(service.health().faults()).flightsTo(flights(settings));
        service.stops().add(name + "'s election", election::leave);
        return election.join("127.0.0.1:" + service.server().port(), new LoopCandidate(loop));
    }

    private static Future<?> api(Service service, FleetSettings settings, KafkaBus bus) {
        var election = election(bus, LeaderState.API, Api.OUTPUTS);
        return Api.deploy(
                        service.vertx(),
                        election.bus(),
                        settings.api(),
                        reach(settings.api().folder()),
                        service.meters())
                .compose(api -> {
                    var candidate = new ApiCandidate(api);
                    api.loop().faultsTo(service.health().faults()).flightsTo(flights(settings));
                    service.stops().add("api", api::stop);
                    service.stops().add("api's election", election::leave);
                    return election.join(api.address(), candidate).compose(_ -> candidate.serves());
                });
    }

    private static Flights flights(FleetSettings settings) {
        return new FlightFolder(settings.api().folder().resolve("flights"));
    }

    private static Election election(
            KafkaBus bus, Topic<LeaderState> topic, Set<Topic<?>> outputs) {
        return new Election(bus, Candidacy.withTransactions(topic, outputs));
    }

    /// Nodes in namespaces are reached through the relays of their plane, simulated ones on the
    /// host's loopback.
    private static NodeReach reach(Path folder) {
        var file = new PlaneDir(folder).file();
        return (node, said) ->
                PlaneFile.read(file)
                        .map(plane ->
                                plane.member(node)
                                        .map(PlaneFile.Member::api)
                                        .map(String::valueOf)
                                        .orElse(said.substring(said.lastIndexOf(':') + 1)))
                        .map(port -> "127.0.0.1:" + port)
                        .orElse(said);
    }

    /// Asks until a broker answers: it may be starting just now.
    private static Future<PlaneIdentity> founded(
            Service service, KafkaSettings kafka, int partitions) {
        return service.vertx()
                .executeBlocking(() -> new TopicsApply(kafka).apply(TopicsWanted.of(partitions, 1)))
                .map(Objects::requireNonNull)
                .recover(cause -> {
                    if (cause instanceof PlaneRefused) {
                        return Future.failedFuture(cause);
                    }
                    LOG.atWarn()
                            .addKeyValue("kafka", kafka.bootstrap())
                            .addKeyValue("because", cause.getMessage())
                            .log("the plane cannot be founded yet");
                    return founded(service, kafka, partitions);
                });
    }
}
