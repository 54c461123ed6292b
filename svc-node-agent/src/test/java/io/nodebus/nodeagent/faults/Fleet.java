package io.nodebus.nodeagent.faults;

import static io.nodebus.bus.Await.done;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nodebus.bus.Await;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everybody but the node: who founds the plane, who binds pods to the node, and who hears what it
/// says.
final class Fleet implements AutoCloseable {
    static final String NODE = "n1";

    private final Vertx vertx = Vertx.vertx();
    private final KafkaSettings settings;
    private final KafkaBus bus;
    private final Map<String, PodState> states = new ConcurrentHashMap<>();
    private final List<PodState> all = new CopyOnWriteArrayList<>();
    private final Map<String, NodeState> nodes = new ConcurrentHashMap<>();
    private volatile String cluster = "";
    private String nodeUid = "";
    private long said;

    Fleet(String kafka) {
        settings = KafkaSettings.at(kafka, "fleet");
        found();
        bus = done(KafkaBus.start(vertx, settings));
        done(
                Future.future(promise ->
                        vertx.runOnContext(_ ->
                                bus.hear(
                                                Set.of(
                                                        Bus.Ear.all(PodState.TOPIC),
                                                        Bus.Ear.all(NodeState.TOPIC)),
                                                new Ear())
                                        .onComplete(promise))));
    }

    private final class Ear implements Bus.Listener {
        @Override
        public Future<?> heard(Heard<?> heard) {
            switch (heard.message().orElse(null)) {
                case PodState state -> {
                    states.put(heard.key(), state);
                    all.add(state);
                }
                case NodeState state -> nodes.put(heard.key(), state);
                case null, default -> states.remove(heard.key());
            }
            return Future.succeededFuture();
        }

        /// What was said on another plane is not said here.
        @Override
        public Future<?> plane(PlaneSeen seen) {
            states.clear();
            nodes.clear();
            cluster = seen.plane().clusterId();
            return Future.succeededFuture();
        }
    }

    /// Makes a broker a plane.
    final void found() {
        new TopicsApply(settings).apply(TopicsWanted.of(4, 1));
    }

    /// The cluster that is heard.
    String cluster() {
        return cluster;
    }

    /// Waits until another cluster is heard than that one.
    void awaitAnotherThan(String before) {
        Await.until(() -> !cluster.equals(before), () -> "still " + before);
    }

    /// Lets the node in once it has said who it is.
    void approve() {
        approve(Optional.empty());
    }

    /// Lets the node take for true what this plane does not have.
    void acceptPlane() {
        approve(Optional.of(cluster));
    }

    private void approve(Optional<String> accepts) {
        Await.until(() -> nodes.containsKey(NODE), () -> "the node never registered");
        nodeUid = Objects.requireNonNull(nodes.get(NODE)).nodeUid();
        say(
                NodeDesired.TOPIC,
                NODE,
                Optional.of(
                        new NodeDesired.Approved(
                                nodeUid,
                                "node-object",
                                Instant.EPOCH,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                Map.of(),
                                List.of(),
                                false,
                                accepts,
                                Optional.empty())));
    }

    void bind(Pod pod) {
        bound(pod, Optional.empty());
    }

    void delete(Pod pod) {
        var because = Because.of("Deleted", "the test wants it");
        bound(pod, Optional.of(new Deletion(Instant.now(), 0, because)));
    }

    private void bound(Pod pod, Optional<Deletion> deletion) {
        say(
                PodBound.TOPIC,
                PodBound.key(NODE, pod.key()),
                Optional.of(new PodBound.Bound(nodeUid, pod, deletion)));
    }

    private <M> void say(Topic<M> topic, String key, Optional<M> message) {
        done(
                bus.say(
                        List.of(
                                new Said<>(
                                        topic,
                                        key,
                                        message,
                                        new Stamp.ByLeader("fleet", 1, ++said),
                                        Instant.now(),
                                        "/fleet"))));
    }

    PodState.Observed awaitState(Pod pod, Predicate<PodState.Observed> such) {
        Await.until(
                () -> observed(pod).filter(such).isPresent(),
                () -> "%s is %s".formatted(pod.key(), state(pod)));
        return observed(pod).orElseThrow();
    }

    /// Waits until such a thing was said of a pod, whatever was said since.
    PodState.Observed awaitSaid(Pod pod, Predicate<PodState.Observed> such) {
        Await.until(() -> said(pod).anyMatch(such), () -> "%s was %s".formatted(pod.key(), all));
        return said(pod).filter(such).findFirst().orElseThrow();
    }

    private Stream<PodState.Observed> said(Pod pod) {
        return all.stream()
                .filter(it -> it.uid().equals(pod.uid()))
                .flatMap(it -> observed(it).stream());
    }

    /// Its record goes when nothing is left of it.
    void awaitGone(Pod pod) {
        Await.until(
                () -> state(pod).filter(it -> it instanceof PodState.Gone).isPresent(),
                () -> "%s is %s".formatted(pod.key(), state(pod)));
        say(PodBound.TOPIC, PodBound.key(NODE, pod.key()), Optional.empty());
    }

    /// Of nobody that was gone anything else was ever said.
    void requireNobodyCameBack() {
        var gone = new HashSet<String>();
        for (var state : all) {
            switch (state) {
                case PodState.Gone left -> gone.add(left.uid());
                case PodState.Observed observed ->
                        assertFalse(gone.contains(observed.uid()), () -> "came back: " + observed);
            }
        }
    }

    /// Its state is said of each of these pods, and of nobody else.
    void awaitExactly(Collection<Pod> pods) {
        var keys =
                pods.stream()
                        .map(pod -> PodState.key(NODE, pod.key()))
                        .collect(Collectors.toUnmodifiableSet());
        Await.until(() -> states.keySet().equals(keys), () -> keys + " and " + states.keySet());
    }

    private Optional<PodState.Observed> observed(Pod pod) {
        return state(pod).flatMap(Fleet::observed);
    }

    private static Optional<PodState.Observed> observed(PodState state) {
        return switch (state) {
            case PodState.Observed observed -> Optional.of(observed);
            case PodState.Gone _ -> Optional.empty();
        };
    }

    private Optional<PodState> state(Pod pod) {
        return Optional.ofNullable(states.get(PodState.key(NODE, pod.key())));
    }

    @Override
    public void close() {
        done(bus.close());
        done(vertx.close());
    }
}
