package io.nodebus.compose.fleet;

import io.nodebus.api.Api;
import io.nodebus.api.NodeReach;
import io.nodebus.autoscaler.Autoscaler;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.kafka.PlaneRefused;
import io.nodebus.bus.lifecycle.Service;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.plane.PlaneFile;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process with all fleet services. Founds the plane if it is none yet, so that whoever brings
/// only a broker gets a plane.
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
        var folder = settings.api().folder();
        var epoch = Epochs.next(folder);
        return Autoscaler.deploy(
                        service.vertx(),
                        bus,
                        Epochs.stamps("autoscaler", epoch),
                        settings.autoscaler(),
                        service.meters())
                .compose(_ ->
                        Api.deploy(
                                service.vertx(),
                                bus,
                                settings.api(),
                                reach(folder),
                                service.meters()))
                .compose(api -> {
                    service.stops().add("api", api::stop);
                    return api.lead(epoch);
                });
    }

    /// Nodes in namespaces are reached through the relays of their plane.
    private static NodeReach reach(Path folder) {
        var file = new PlaneDir(folder).file();
        return (node, said) ->
                PlaneFile.read(file)
                        .flatMap(plane -> plane.member(node))
                        .map(member -> "127.0.0.1:" + member.api())
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
