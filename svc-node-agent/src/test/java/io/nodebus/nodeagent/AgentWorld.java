package io.nodebus.nodeagent;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nodebus.bus.Await;
import io.nodebus.bus.Said;
import io.nodebus.bus.journal.NodeLife;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.bus.seal.NodeSeal;
import io.nodebus.bus.settings.Settings;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// An agent on a bus in memory, with a test in the place of the fleet's services.
final class AgentWorld implements AutoCloseable {
    static final String NODE = "n1";
    static final String UID = "node-uid";

    final MemoryBus bus = new MemoryBus(4);
    private final Vertx vertx = Vertx.vertx();
    private final ContainerRuntime runtime;
    private final Path folder;
    private long boot;
    private long said;
    private Optional<NodeAgent> agent = Optional.empty();

    AgentWorld(ContainerRuntime runtime, Path folder) {
        this.runtime = runtime;
        this.folder = folder;
    }

    private NodeAgentSettings settings() {
        var args =
                List.of(
                        "--node-name", NODE,
                        "--node-address", "192.168.0.11",
                        "--node-dir", folder.resolve("node").toString(),
                        "--pod-logs-dir", folder.resolve("pods").toString(),
                        "--capacity", "cpu=2,memory=4Gi",
                        "--network", "false",
                        "--node-api-host", "127.0.0.1",
                        "--node-api-port", "0",
                        "--node-token-file", folder.resolve("token").toString());
        return Settings.read(NodeAgentSettings.class, args, Map.of()).values();
    }

    void start() {
        try {
            Files.writeString(folder.resolve("token"), "open sesame\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var seq = new long[1];
        var life = new NodeLife(UID, ++boot);
        agent =
                Optional.of(
                        Await.done(
                                NodeAgent.deploy(
                                        vertx,
                                        bus,
                                        life,
                                        () ->
                                                new Stamp.ByNode(
                                                        life.nodeUid(), life.boot(), ++seq[0]),
                                        settings(),
                                        runtime,
                                        Optional.empty(),
                                        new SimpleMeterRegistry())));
    }

    /// The agent ends. Its pods do not.
    void stop() {
        agent.ifPresent(it -> Await.done(it.stop()));
        agent = Optional.empty();
    }

    void approve() {
        say(
                NodeDesired.TOPIC,
                NODE,
                Optional.of(
                        new NodeDesired.Approved(
                                UID,
                                "node-object",
                                Instant.EPOCH,
                                Optional.of("10.64.0.0/24"),
                                Optional.empty(),
                                Map.of(),
                                Map.of(),
                                List.of(),
                                false,
                                Optional.empty(),
                                Optional.empty())));
    }

    void bind(Pod pod) {
        say(
                PodBound.TOPIC,
                PodBound.key(NODE, pod.key()),
                Optional.of(new PodBound.Bound(UID, pod, Optional.empty())));
    }

    void delete(Pod pod, long graceSeconds) {
        var because = Because.of("Deleted", "somebody deleted it");
        say(
                PodBound.TOPIC,
                PodBound.key(NODE, pod.key()),
                Optional.of(
                        new PodBound.Bound(
                                UID,
                                pod,
                                Optional.of(new Deletion(Instant.EPOCH, graceSeconds, because)))));
    }

    void unbind(Pod pod) {
        say(PodBound.TOPIC, PodBound.key(NODE, pod.key()), Optional.empty());
    }

    void config(String configKey, Map<String, String> data) {
        say(
                ConfigBound.TOPIC,
                ConfigBound.key(NODE, configKey),
                Optional.of(new ConfigBound.MapBound(UID, data)));
    }

    /// Sealed to the key the node published.
    void secret(String configKey, Map<String, byte[]> values) {
        var key = ConfigBound.key(NODE, configKey);
        var registered = (NodeState.Registered) newest(NodeState.TOPIC, NODE).orElseThrow();
        say(
                ConfigBound.TOPIC,
                key,
                Optional.of(NodeSeal.seal(key, UID, registered.publicKey(), values, new byte[32])));
    }

    <M> void say(Topic<M> topic, String key, Optional<M> message) {
        Await.done(
                bus.say(
                        List.of(
                                new Said<>(
                                        topic,
                                        key,
                                        message,
                                        new Stamp.ByLeader("test", 1, ++said),
                                        Instant.EPOCH,
                                        "/test"))));
    }

    <M> Optional<M> newest(Topic<M> topic, String key) {
        return bus.records(topic).stream()
                .filter(it -> it.key().equals(key))
                .reduce((_, later) -> later)
                .flatMap(Said::message);
    }

    Optional<PodState> state(Pod pod) {
        return newest(PodState.TOPIC, PodState.key(NODE, pod.key()));
    }

    PodState.Observed awaitState(Pod pod, Predicate<PodState.Observed> such) {
        Await.until(
                () ->
                        state(pod)
                                .filter(it ->
                                        it instanceof PodState.Observed seen && such.test(seen))
                                .isPresent(),
                () -> state(pod) + "\n" + reasons());
        return (PodState.Observed) state(pod).orElseThrow();
    }

    void awaitGone(Pod pod) {
        Await.until(
                () -> state(pod).filter(it -> it instanceof PodState.Gone).isPresent(),
                () -> state(pod) + "\n" + reasons());
    }

    /// Why what was done, in order.
    List<Because> reasons() {
        return bus.records(DecisionRecord.NODES).stream()
                .flatMap(it -> it.message().stream())
                .map(it ->
                        switch (it) {
                            case Decided decided -> decided.because();
                        })
                .toList();
    }

    List<ContainerEvent> events() {
        return bus.records(ContainerEvent.TOPIC).stream()
                .flatMap(it -> it.message().stream())
                .toList();
    }

    @Override
    public void close() {
        stop();
        Await.done(vertx.close());
    }
}
