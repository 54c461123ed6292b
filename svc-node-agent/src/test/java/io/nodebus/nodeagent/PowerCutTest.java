package io.nodebus.nodeagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodebus.bus.Await;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.bus.node.NodeBus;
import io.nodebus.bus.node.NodeBusSettings;
import io.nodebus.bus.node.Wiring;
import io.nodebus.bus.settings.Settings;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.Choice;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RulesApplied;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.nodeagent.services.Things;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import io.nodebus.nodeagent.simulated.FakeLog;
import io.nodebus.nodeagent.simulated.FakeNetfilter;
import io.nodebus.nodeagent.simulated.FakeRuntime;
import io.nodebus.nodeagent.simulated.Pace;
import io.nodebus.nodeagent.simulated.Registry;
import io.nodebus.nodeagent.simulated.WallTimetable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node with its journal is switched off and on again, and nobody is there: its pods have other
/// addresses, and rules are right all the same.
class PowerCutTest {
    private static final String NODE = "n1";
    private static final String PREFIX = "default/web/tcp-80/ipv4";

    @TempDir private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final WallTimetable time = new WallTimetable();
    private final MemoryBus fleet = new MemoryBus(4);
    private long said;

    /// One life of the node.
    private record Life(NodeBus bus, NodeAgent agent, FakeNetfilter netfilter) {
        void ends() {
            Await.done(agent.stop());
            Await.done(bus.close());
        }
    }

    @AfterEach
    void ends() {
        time.close();
        Await.done(vertx.close());
    }

    @Test
    void rulesAreRightBeforeTheBusIsBack() throws IOException {
        var before = boots("10.64.1.0/24", Future.succeededFuture(fleet));
        approve(before.bus().stamps().life().nodeUid());
        bind(before.bus().stamps().life().nodeUid(), pod());
        rule();
        var first = awaitTarget(before.netfilter(), "10.64.1.");
        Await.until(() -> !applied().isEmpty(), () -> "nothing was applied");
        assertEquals("default/web", applied().getLast().changes().getFirst().service());
        before.ends();

        var after = boots("10.64.9.0/24", Promise.<Bus>promise().future());
        var second = awaitTarget(after.netfilter(), "10.64.9.");
        assertTrue(second.podUid().equals(first.podUid()), "the same pod: " + second);
        after.ends();
    }

    /// @param addresses which pods get in this life
    /// @param behind the bus behind, or a promise of one
    private Life boots(String addresses, Future<? extends Bus> behind) throws IOException {
        var bus =
                NodeBus.open(
                        NodeBusSettings.simulated(folder.resolve("journal")),
                        Wiring.of(
                                NODE,
                                PodState.TOPIC,
                                NodeState.TOPIC,
                                NodeHeartbeat.TOPIC,
                                ContainerEvent.TOPIC,
                                RulesApplied.TOPIC,
                                DecisionRecord.NODES),
                        NodeBus.Surroundings.of(vertx, FaultHandler.LOGS),
                        _ -> behind);
        var runtime =
                new FakeRuntime(
                        NODE,
                        addresses,
                        time,
                        Pace.INSTANT,
                        FakeLog.filesUnder(Path.of("/")),
                        Registry.EVERYTHING);
        var netfilter = new FakeNetfilter();
        var agent =
                Await.done(
                        NodeAgent.deploy(
                                vertx,
                                bus,
                                bus.stamps().life(),
                                bus.stamps(),
                                settings(),
                                runtime,
                                Optional.of(new ServiceProxy("fake", netfilter)),
                                new SimpleMeterRegistry()));
        return new Life(bus, agent, netfilter);
    }

    private NodeAgentSettings settings() {
        var args =
                List.of(
                        "--node-name",
                        NODE,
                        "--node-address",
                        "192.168.0.11",
                        "--node-dir",
                        folder.resolve("node").toString(),
                        "--pod-logs-dir",
                        folder.resolve("pods").toString(),
                        "--capacity",
                        "cpu=2,memory=4Gi",
                        "--network",
                        "false");
        return Settings.read(NodeAgentSettings.class, args, Map.of()).values();
    }

    /// The one endpoint the kernel sends to, once it lies there.
    private static RuleEndpoint awaitTarget(FakeNetfilter netfilter, String network) {
        Await.until(
                () -> target(netfilter).filter(it -> it.address().startsWith(network)).isPresent(),
                () -> String.valueOf(netfilter.kernel()));
        return target(netfilter).orElseThrow();
    }

    private static Optional<RuleEndpoint> target(FakeNetfilter netfilter) {
        return Optional.ofNullable(netfilter.kernel().get(PREFIX))
                .filter(plan -> plan.internal() instanceof Choice.Among)
                .map(plan -> ((Choice.Among) plan.internal()).endpoints().getFirst());
    }

    private List<RulesApplied.Applied> applied() {
        return fleet.records(RulesApplied.TOPIC).stream()
                .flatMap(it -> it.message().stream())
                .map(RulesApplied.Applied.class::cast)
                .toList();
    }

    // --- the fleet

    private void approve(String uid) {
        say(
                NodeDesired.TOPIC,
                NODE,
                new NodeDesired.Approved(
                        uid,
                        "node-object",
                        Instant.EPOCH,
                        Optional.of("10.64.1.0/24"),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Pod pod() {
        return TreeReader.strict(
                Pod.class,
                Map.of(
                        "metadata",
                        Map.of("namespace", "default", "name", "web-0", "uid", "p1"),
                        "spec",
                        Map.of(
                                "containers",
                                List.of(
                                        Map.of(
                                                "name", "c",
                                                "image", "localhost/nodebus/busybox:1",
                                                "command",
                                                        List.of("sh", "-c", "sleep infinity"))))));
    }

    private void bind(String uid, Pod pod) {
        say(
                PodBound.TOPIC,
                PodBound.key(NODE, pod.key()),
                new PodBound.Bound(uid, pod, Optional.empty()));
    }

    /// With an address the pod never had: only the node knows better.
    private void rule() {
        say(
                RuleState.TOPIC,
                RuleState.sliceKey(PREFIX, 0),
                Things.slice(List.of("1", "192.0.2.1:80/n1/p1/down")));
        say(
                RuleState.TOPIC,
                RuleState.headKey(PREFIX),
                Things.head(PREFIX, List.of("10.96.0.10", "slices=0@1")));
    }

    private <M> void say(Topic<M> topic, String key, M message) {
        Await.done(
                fleet.say(
                        List.of(
                                new Said<>(
                                        topic,
                                        key,
                                        Optional.of(message),
                                        new Stamp.ByLeader("test", 1, ++said),
                                        Instant.EPOCH,
                                        "/test"))));
    }
}
