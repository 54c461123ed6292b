package io.nodebus.autoscaler;

import static java.util.stream.Collectors.joining;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.plane.PlaneState.Accepted;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Lines of a transcript, done and told.
final class Script {
    private final StringBuilder said = new StringBuilder();
    private final World world = new World(heard -> said.append(line(heard)).append('\n'));
    private final Map<String, Pod> pods = new LinkedHashMap<>();

    /// What was said since the last call.
    String said() {
        var all = said.toString();
        said.setLength(0);
        return all;
    }

    void hear(String line) {
        var words = Arrays.asList(line.split(" +"));
        var options = words.subList(Math.min(3, words.size()), words.size());
        switch (words.getFirst()) {
            case "approve" -> approve(words.get(1), words.get(2), options);
            case "disapprove" ->
                    world.api(NodeDesired.TOPIC, words.get(1), Optional.<NodeDesired>empty());
            case "register" -> register(words.get(1), words.get(2), options);
            case "node" -> {
                approve(words.get(1), words.get(2), List.of());
                register(words.get(1), words.get(2), options);
                world.alive(words.get(1), words.get(2));
                world.pass(Duration.ZERO);
            }
            case "alive" -> {
                world.alive(words.get(1), words.get(2));
                world.pass(Duration.ZERO);
            }
            case "silent" -> world.silent(words.get(1), words.get(2));
            case "pod" -> want(words.get(1), words.get(2), options);
            case "delete" -> delete(words.get(1), "Asked");
            case "force" -> delete(words.get(1), "Forced");
            case "drop" -> world.api(PodDesired.TOPIC, words.get(1), Optional.<PodDesired>empty());
            case "state" -> state(words.get(1), words.get(2), options);
            case "pass" -> world.pass(Duration.parse("PT" + words.get(1)));
            case "away" -> world.busGoesAway();
            case "back" -> world.busComesBack();
            case "plane" -> world.plane(words.get(1));
            case "wipe" -> world.wipe(words.get(1), () -> {});
            case "wiped-and-accepted" -> world.wipe(words.get(1), () -> accept(words.get(1)));
            case "accept" -> accept(words.get(1));
            case "takeover" -> world.takeOver();
            default -> throw new AssertionError("no such verb: " + line);
        }
    }

    /// What svc-api says when a person accepts a plane.
    private void accept(String plane) {
        var at = world.time().now().wall();
        world.api(
                PlaneState.TOPIC,
                PlaneState.ACCEPTED,
                Optional.<PlaneState>of(new Accepted(plane, plane, 4, Map.of(), at)));
    }

    private void approve(String node, String uid, List<String> options) {
        var approved = Things.approved(uid, world.time().now().wall(), options);
        world.api(NodeDesired.TOPIC, node, Optional.<NodeDesired>of(approved));
    }

    private void register(String node, String uid, List<String> options) {
        world.node(
                uid,
                NodeState.TOPIC,
                node,
                Optional.<NodeState>of(Things.registered(uid, options)));
    }

    private void want(String key, String uid, List<String> options) {
        var pod = Things.pod(key, uid, world.time().now().wall(), options);
        pods.put(key, pod);
        world.api(
                PodDesired.TOPIC, key, Optional.<PodDesired>of(new Wanted(pod, Optional.empty())));
    }

    private void delete(String key, String reason) {
        var deletion = Things.deletion(world.time().now().wall(), reason);
        var pod = Objects.requireNonNull(pods.get(key), key);
        world.api(
                PodDesired.TOPIC,
                key,
                Optional.<PodDesired>of(new Wanted(pod, Optional.of(deletion))));
    }

    /// `state n1/u1 default/web uid Running`, `Gone`, or `-` for a tombstone.
    private void state(String life, String key, List<String> words) {
        var slash = life.indexOf('/');
        var node = life.substring(0, slash);
        var nodeUid = life.substring(slash + 1);
        var uid = words.getFirst();
        var state =
                switch (words.get(1)) {
                    case "-" -> Optional.<PodState>empty();
                    case "Gone" ->
                            Optional.<PodState>of(
                                    Things.gone(uid, nodeUid, world.time().now().wall()));
                    default ->
                            Optional.<PodState>of(
                                    Things.observed(uid, nodeUid, PodPhase.valueOf(words.get(1))));
                };
        world.node(nodeUid, PodState.TOPIC, PodState.key(node, key), state);
    }

    private static String line(Heard<?> heard) {
        return "%s %s %s"
                .formatted(
                        heard.topic().kind(),
                        heard.key(),
                        heard.message().map(Script::words).orElse("-"));
    }

    private static String words(Object message) {
        return switch (message) {
            case PodPlacement.Placed(var uid, var node, var nodeUid, var because) ->
                    "placed %s on %s/%s: %s".formatted(uid, node, nodeUid, because.reason());
            case PodPlacement.Pending(var uid, var because) ->
                    "pending %s: %s".formatted(uid, because.reason());
            case PodPlacement.Evict(var uid, var node, var nodeUid, var because) ->
                    "evict %s from %s/%s: %s".formatted(uid, node, nodeUid, because.reason());
            case PodBound.Bound(var nodeUid, var pod, var deletion) ->
                    "%s for %s%s%s"
                            .formatted(
                                    pod.uid(),
                                    nodeUid,
                                    pod.metadata().labels().isEmpty()
                                            ? ""
                                            : " " + pod.metadata().labels(),
                                    deletion.map(order -> " deletion " + order.because().reason())
                                            .orElse(""));
            case NodeHealth.Judged(var nodeUid, var verdict, _, var since, var because) ->
                    "%s %s since %s: %s"
                            .formatted(
                                    nodeUid,
                                    verdict,
                                    since.toString().substring(11, 19),
                                    because.reason());
            case Decided(_, _, _, var because) -> decided(because);
            default -> throw new AssertionError("not said by the autoscaler: " + message);
        };
    }

    private static String decided(Because because) {
        return "%s: %s %s %s"
                .formatted(
                        because.reason(),
                        because.message(),
                        because.figures(),
                        because.evidence().stream()
                                .map(Because.Evidence::toString)
                                .collect(joining(" ", "[", "]")));
    }
}
