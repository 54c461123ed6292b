package io.nodebus.autoscaler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.stamp.Stamp.ByNode;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The service as it is deployed, in real time.
class AutoscalerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final MemoryBus bus = new MemoryBus(4);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong seq = new AtomicLong();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void bindsAPodOnceItIsDeployed() throws Exception {
        var bound = new CompletableFuture<PodBound>();
        vertx.runOnContext(_ ->
                bus.hear(
                        Set.of(Bus.Ear.all(PodBound.TOPIC)),
                        Topics.listener(heard ->
                                heard.message()
                                        .map(PodBound.class::cast)
                                        .ifPresent(bound::complete))));
        say(NodeDesired.TOPIC, "n1", Things.approved("u1", NOON, List.of()), api());
        say(NodeState.TOPIC, "n1", Things.registered("u1", List.of()), new ByNode("u1", 1, 1));
        Autoscaler.deploy(
                        vertx,
                        bus,
                        () -> new ByLeader("autoscaler", 1, seq.incrementAndGet()),
                        AutoscalerSettings.DEFAULT,
                        meters)
                .await();
        var pod = Things.pod("default/web", "uid-a", NOON, List.of());
        say(PodDesired.TOPIC, "default/web", new Wanted(pod, Optional.empty()), api());
        assertEquals(pod, bound.get(10, TimeUnit.SECONDS).pod());
    }

    @Test
    void countsNodesByVerdictAndWhatWaits() {
        Figures.register(meters, () -> new Figures(Map.of(Verdict.Ready, 3), 7, 2, 1, true));
        assertEquals(
                3, meters.get("nodebus.autoscaler.nodes").tag("verdict", "ready").gauge().value());
        assertEquals(7, meters.get("nodebus.autoscaler.pods.bound").gauge().value());
        assertEquals(2, meters.get("nodebus.autoscaler.pods.waiting").gauge().value());
        assertEquals(1, meters.get("nodebus.autoscaler.bus.suspect").gauge().value());
    }

    private Stamp api() {
        return new ByLeader("api", 1, seq.incrementAndGet());
    }

    private <M> void say(Topic<M> topic, String key, M message, Stamp stamp) {
        bus.say(List.of(new Said<>(topic, key, Optional.of(message), stamp, NOON, "/the/test")))
                .await();
    }
}
