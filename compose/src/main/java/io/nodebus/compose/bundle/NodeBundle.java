package io.nodebus.compose.bundle;

import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.lifecycle.Service;
import io.nodebus.bus.node.NodeBusSettings;
import io.nodebus.nodeagent.ServiceProxy;
import io.nodebus.nodeagent.cri.Containerd;
import io.nodebus.nodeagent.host.Host;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;

/// The process of a node. Kafka may be away, the runtime may not be there yet: it begins all the
/// same.
public final class NodeBundle {
    private NodeBundle() {}

    /// Flags: see [NodeBundleSettings]. Prints `ready` when the agent decides.
    public static void main(String... args) {
        Service.run(
                "node",
                NodeBundleSettings.class,
                NodeBundleSettings::service,
                args,
                NodeBundle::begin);
    }

    private static Future<?> begin(Service service, NodeBundleSettings settings) {
        var node = settings.agent().nodeName().orElseGet(Host::name);
        var kafka = KafkaSettings.at(settings.kafkaBootstrap(), "node@" + node);
        try {
            Files.createDirectories(settings.journal().resolveSibling(""));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
        var runtime = new Containerd(settings.agent().containerRuntimeEndpoint());
        service.stops()
                .add(
                        "runtime",
                        () ->
                                service.vertx()
                                        .executeBlocking(() -> {
                                            runtime.close();
                                            return true;
                                        }));
        var services =
                new NodeServices(
                        node,
                        NodeBusSettings.at(settings.journal(), settings.journalSize()),
                        settings.agent(),
                        runtime,
                        ServiceProxy.of(settings.agent(), node),
                        partitions ->
                                partitions == 0
                                        ? KafkaBus.start(service.vertx(), kafka)
                                        : KafkaBus.start(service.vertx(), kafka, partitions));
        return services.begin(
                        service.vertx(),
                        service.meters(),
                        service.health().faults(),
                        service.stops())
                .onSuccess(_ -> System.out.println("ready"));
    }
}
