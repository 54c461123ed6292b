package io.nodebus.nodeagent;

import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.lifecycle.Service;
import io.nodebus.bus.lifecycle.ServiceSettings;
import io.nodebus.bus.node.NodeBus;
import io.nodebus.bus.node.NodeBusSettings;
import io.nodebus.bus.node.Wiring;
import io.nodebus.bus.settings.Setting;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.RulesApplied;
import io.nodebus.nodeagent.cri.Containerd;
import io.nodebus.nodeagent.host.Host;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The process of svc-node-agent without the other services of a node. It has its own journal, so
/// Kafka may be away.
public final class AgentProcess {
    private AgentProcess() {}

    /// Everything this process can be told.
    record AgentTold(
            @Setting(
                            key = "kafka-bootstrap",
                            value = "127.0.0.1:9092",
                            help =
                                    "Where Kafka is: HOST:PORT, several with commas. It may be"
                                            + " away.")
                    String kafkaBootstrap,
            @Setting(
                            key = "journal",
                            value = "/var/lib/nodebus/node/journal",
                            help = "The node's memory.")
                    Path journal,
            @Setting(
                            key = "journal-size",
                            value = "64Mi",
                            help =
                                    "Disk it takes at once and for ever: enough for 8,000 Services,"
                                            + " with 256Mi for 30,000.")
                    Quantity journalSize,
            ServiceSettings service,
            NodeAgentSettings agent) {}

    static void main(String... args) {
        Service.run(
                "svc-node-agent", AgentTold.class, AgentTold::service, args, AgentProcess::begin);
    }

    private static Future<?> begin(Service service, AgentTold told) {
        var node = told.agent().nodeName().orElseGet(Host::name);
        try {
            Files.createDirectories(told.journal().resolveSibling(""));
            return begin(service, told, bus(service, told, node));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private static NodeBus bus(Service service, AgentTold told, String node) throws IOException {
        var kafka = KafkaSettings.at(told.kafkaBootstrap(), "node-agent@" + node);
        var vertx = service.vertx();
        var bus =
                NodeBus.open(
                        NodeBusSettings.at(told.journal(), told.journalSize()),
                        Wiring.of(
                                node,
                                PodState.TOPIC,
                                NodeState.TOPIC,
                                NodeHeartbeat.TOPIC,
                                ContainerEvent.TOPIC,
                                RulesApplied.TOPIC,
                                DecisionRecord.NODES),
                        NodeBus.Surroundings.of(vertx, service.health().faults()),
                        partitions ->
                                partitions == 0
                                        ? KafkaBus.start(vertx, kafka)
                                        : KafkaBus.start(vertx, kafka, partitions));
        service.stops().add("bus", bus::close);
        return bus;
    }

    private static Future<?> begin(Service service, AgentTold told, NodeBus bus) {
        var runtime = new Containerd(told.agent().containerRuntimeEndpoint());
        service.stops()
                .add(
                        "runtime",
                        () ->
                                service.vertx()
                                        .executeBlocking(() -> {
                                            runtime.close();
                                            return true;
                                        }));
        var stamps = bus.stamps();
        return NodeAgent.deploy(
                        service.vertx(),
                        bus,
                        stamps.life(),
                        stamps,
                        told.agent(),
                        runtime,
                        ServiceProxy.of(
                                told.agent(), told.agent().nodeName().orElseGet(Host::name)),
                        service.meters())
                .map(agent -> agent.faultsTo(service.health().faults()))
                .onSuccess(agent -> service.stops().add("agent", agent::stop));
    }
}
