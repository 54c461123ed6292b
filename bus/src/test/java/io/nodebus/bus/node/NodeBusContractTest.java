package io.nodebus.bus.node;

import static io.nodebus.bus.Await.done;

import io.nodebus.bus.Await;
import io.nodebus.bus.Bus;
import io.nodebus.bus.BusContract;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.journal.Durability;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a node whose writers are composed with their hearers.
class NodeBusContractTest extends BusContract {
    private final Vertx vertx = Vertx.vertx();
    private NodeBus node;

    @BeforeEach
    void starts(@TempDir Path folder) throws IOException {
        node =
                NodeBus.open(
                        NodeBusSettings.at(
                                folder.resolve("journal"), Quantity.of("64Mi"), Durability.KILL),
                        Wiring.of(
                                "n1", RouteState.TOPIC, NodeHeartbeat.TOPIC, ContainerEvent.TOPIC),
                        NodeBus.Surroundings.of(vertx, FaultHandler.LOGS),
                        _ -> Future.succeededFuture(new MemoryBus(4)));
        Await.until(() -> node.partitions() > 0, node::plane);
    }

    @AfterEach
    void ends() {
        done(node.close());
        done(vertx.close());
    }

    /// Heard before it is anywhere else.
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
