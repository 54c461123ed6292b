package io.nodebus.bus.node;

import static io.nodebus.bus.Await.done;

import io.nodebus.bus.Await;
import io.nodebus.bus.Bus;
import io.nodebus.bus.BusContract;
import io.nodebus.bus.broker.Broker;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a node with Kafka behind it, and a journal that is forced.
@TestInstance(Lifecycle.PER_CLASS)
class NodeBusIT extends BusContract {
    private static final AtomicInteger PLANES = new AtomicInteger();

    private final Vertx vertx = Vertx.vertx();
    private Broker broker;
    private final List<KafkaBus> buses = new ArrayList<>();
    private NodeBus node;

    @BeforeAll
    void startsTheBroker(@TempDir Path folder) {
        broker = Broker.start(folder, 0);
    }

    @BeforeEach
    void startsTheNode(@TempDir Path folder) throws IOException {
        var settings =
                KafkaSettings.at(broker.bootstrap(), "node")
                        .withPrefix("node" + PLANES.incrementAndGet());
        new TopicsApply(settings).apply(TopicsWanted.of(4, 1));
        node =
                NodeBus.open(
                        NodeBusSettings.at(folder.resolve("journal")),
                        Wiring.of(
                                "n1", RouteState.TOPIC, NodeHeartbeat.TOPIC, ContainerEvent.TOPIC),
                        NodeBus.Surroundings.of(vertx, FaultHandler.LOGS),
                        _ -> KafkaBus.start(vertx, settings).onSuccess(buses::add));
        Await.until(() -> node.partitions() > 0, node::plane);
    }

    @AfterEach
    void endsTheNode() {
        done(node.close());
        buses.forEach(bus -> done(bus.close()));
        buses.clear();
    }

    @AfterAll
    void endsTheBroker() {
        done(vertx.close());
        broker.close();
    }

    @Override
    protected long firstOffset() {
        return -1;
    }

    @Override
    protected void settle() {
        Await.until(() -> node.journal().unsent() == 0, node::journal);
    }

    @Override
    protected Vertx vertx() {
        return vertx;
    }

    @Override
    protected Bus bus() {
        return node;
    }
}
