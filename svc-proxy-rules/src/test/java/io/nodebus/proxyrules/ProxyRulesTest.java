package io.nodebus.proxyrules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.service.ServiceDesired.Wanted;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.stamp.Stamp.ByNode;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.proxyrules.settings.ProxyRulesSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The service as it is deployed, in real time.
class ProxyRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final ProxyRulesSettings SETTINGS =
            new ProxyRulesSettings(Duration.ofMillis(20), Duration.ofSeconds(1));

    private final Vertx vertx = Vertx.vertx();
    private final MemoryBus bus = new MemoryBus(4);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong seq = new AtomicLong();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void saysTheRulesOfAServiceOnceItLeads() throws Exception {
        var said = new CompletableFuture<RuleState.Slice>();
        vertx.runOnContext(_ -> bus.hear(Set.of(Bus.Ear.all(RuleState.TOPIC)), slices(said)));
        say(NodeDesired.TOPIC, "n1", Things.approved("u1", NOON), api());
        say(
                PodState.TOPIC,
                "n1/default/a",
                Things.observed("u1", List.of("pa", "10.0.1.1", "ready", "app=web")),
                new ByNode("u1", 1, 1));
        var service = Things.service("default/web", NOON, List.of("ip=10.96.0.1", "app=web", "80"));
        say(ServiceDesired.TOPIC, "default/web", new Wanted(service), api());
        var loop = ProxyRules.follower(vertx, bus, SETTINGS, meters).await();
        loop.lead(() -> new ByLeader("proxy-rules", 1, seq.incrementAndGet())).await();
        var slice = said.get(10, TimeUnit.SECONDS);
        assertEquals("10.0.1.1:80", slice.endpoints().getFirst().target());
    }

    @Test
    void countsWhatItSays() {
        Figures.register(meters, () -> new Figures(2, 3, 10, 7, 1));
        assertEquals(2, meters.get("nodebus.proxyrules.services").gauge().value());
        assertEquals(3, meters.get("nodebus.proxyrules.ports").gauge().value());
        assertEquals(10, meters.get("nodebus.proxyrules.endpoints").gauge().value());
        assertEquals(7, meters.get("nodebus.proxyrules.endpoints.ready").gauge().value());
        assertEquals(1, meters.get("nodebus.proxyrules.refused").gauge().value());
    }

    private static Bus.Listener slices(CompletableFuture<RuleState.Slice> said) {
        return new Bus.Listener() {
            @Override
            public Future<?> heard(Heard<?> heard) {
                if (heard.message().orElse(null) instanceof RuleState.Slice slice) {
                    said.complete(slice);
                }
                return Future.succeededFuture();
            }
        };
    }

    private Stamp api() {
        return new ByLeader("api", 1, seq.incrementAndGet());
    }

    private <M> void say(Topic<M> topic, String key, M message, Stamp stamp) {
        bus.say(List.of(new Said<>(topic, key, Optional.of(message), stamp, NOON, "/the/test")))
                .await();
    }
}
