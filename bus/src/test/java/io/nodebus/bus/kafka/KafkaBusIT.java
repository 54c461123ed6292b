package io.nodebus.bus.kafka;

import static io.nodebus.bus.Await.done;

import io.nodebus.bus.Bus;
import io.nodebus.bus.SharedBusContract;
import io.nodebus.bus.broker.Broker;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real broker. Each test has a plane of its own on it.
@TestInstance(Lifecycle.PER_CLASS)
class KafkaBusIT extends SharedBusContract {
    private static final AtomicInteger PLANES = new AtomicInteger();

    private final Vertx vertx = Vertx.vertx();
    private Broker broker;
    private KafkaBus bus;

    @BeforeAll
    void startsTheBroker(@TempDir Path folder) {
        broker = Broker.start(folder, 0);
    }

    @BeforeEach
    void foundsAPlane() {
        var settings =
                KafkaSettings.at(broker.bootstrap(), "test")
                        .withPrefix("plane" + PLANES.incrementAndGet());
        new TopicsApply(settings).apply(TopicsWanted.of(4, 1));
        bus = done(KafkaBus.start(vertx, settings));
    }

    @AfterEach
    void closesTheBus() {
        done(bus.close());
    }

    @AfterAll
    void endsTheBroker() {
        done(vertx.close());
        broker.close();
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
