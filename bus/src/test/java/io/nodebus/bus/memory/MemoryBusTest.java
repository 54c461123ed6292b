package io.nodebus.bus.memory;

import static io.nodebus.bus.Await.done;

import io.nodebus.bus.Bus;
import io.nodebus.bus.SharedBusContract;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

class MemoryBusTest extends SharedBusContract {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new MemoryBus(4);

    @AfterEach
    void closes() {
        done(vertx.close());
    }

    @Override
    protected Vertx vertx() {
        return vertx;
    }

    @Override
    protected Bus bus() {
        return bus;
    }
}
