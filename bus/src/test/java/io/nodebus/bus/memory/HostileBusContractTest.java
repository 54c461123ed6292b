package io.nodebus.bus.memory;

import static io.nodebus.bus.Await.done;

import io.nodebus.bus.Bus;
import io.nodebus.bus.SharedBusContract;
import io.nodebus.bus.hostile.Evil;
import io.nodebus.bus.hostile.Hostility;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

/// What a bus promises holds among these evils too. The others take records away.
class HostileBusContractTest extends SharedBusContract {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus =
            new AsOftenAsSaid(
                    new MemoryBus(
                            4,
                            Hostility.of(
                                    Long.getLong("seed", 7),
                                    Evil.DUPLICATES,
                                    Evil.RESENDS,
                                    Evil.INTERLEAVING)));

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
