package io.nodebus.nodeagent.work;

import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.contracts.pod.ContainerStatus;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Lines a person can write, as messages: `12:00:01 exited c1 1`. One script is one life of an
/// agent on node `n1` of uid `N`.
final class Script {
    static final ThisNode NODE =
            new ThisNode(
                    "n1",
                    "N",
                    "192.168.0.11",
                    Map.of(
                            "cpu", Quantity.of("2"),
                            "memory", Quantity.of("4Gi"),
                            "pods", Quantity.of("10")),
                    4L << 30,
                    "containerd",
                    "/var/log/pods",
                    "/nodebus-p/n1",
                    Optional.empty());

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private final Work work = new Work(NODE);
    private NodeWork state = work.nothing();
    private long offset;
    private long asOf;

    NodeWork state() {
        return state;
    }

    /// What was said to one line, a line each.
    List<String> hear(String line) {
        var words = List.of(line.trim().split(" +", -1));
        var at = moment(words.getFirst());
        var decision = decide(words.get(1), words.subList(2, words.size()), at);
        state = decision.next();
        decision.commands().forEach(command -> asOf = Shown.asOf(command).orElse(asOf));
        return decision.commands().stream()
                .map(command -> words.getFirst() + " " + Shown.command(command))
                .toList();
    }

    private Decision<NodeWork> decide(String verb, List<String> words, Moment at) {
        return switch (verb) {
            case "began" -> work.began(state, new Began(false, at));
            case "approved" -> work.approval(state, approved(words, at));
            case "caught-up" -> work.caughtUp(state, new CaughtUp(false, at));
            case "plane" ->
                    work.plane(
                            state,
                            new PlaneSeen(
                                    new PlaneIdentity(words.getFirst(), "p", 4, Map.of()),
                                    false,
                                    at));
            case "tick" -> work.tick(state, new Tick(words.getFirst(), at));
            case "bound" -> work.bound(state, bound(words, at));
            case "unbound" ->
                    work.bound(
                            state,
                            heard(PodBound.TOPIC, "n1/" + words.getFirst(), Optional.empty(), at));
            case "missing" ->
                    work.unbound(
                            state, new Missing<>(PodBound.TOPIC, "n1/" + words.getFirst(), at));
            case "config" -> work.config(state, config(words, at));
            case "said" -> work.saidBefore(state, said(words, at));
            case "exited" ->
                    work.happened(
                            state,
                            told(
                                    new RuntimeEvent.Exited(
                                            words.get(0),
                                            Integer.parseInt(words.get(1)),
                                            at.wall()),
                                    at));
            case "oom" ->
                    work.happened(state, told(new RuntimeEvent.OutOfMemory(words.get(0)), at));
            case "images-changed" ->
                    work.happened(state, told(new RuntimeEvent.ImagesChanged(words.get(0)), at));
            case "reconnected" -> work.happened(state, told(new RuntimeEvent.Reconnected(), at));
            default -> work.outcome(state, told(outcome(verb, words, at), at));
        };
    }

    private PodOutcome outcome(String verb, List<String> words, Moment at) {
        var target = words.isEmpty() ? List.<String>of() : List.of(words.getFirst().split("/", -1));
        var rest = words.stream().skip(2).reduce((a, b) -> a + " " + b).orElse("");
        var uid = target.isEmpty() ? "" : target.getFirst();
        return switch (verb) {
            case "sandbox-runs" ->
                    new PodOutcome.SandboxRuns(
                            uid,
                            Integer.parseInt(target.get(1)),
                            words.get(1),
                            words.stream().skip(2).findFirst());
            case "sandbox-failed" ->
                    new PodOutcome.SandboxFailed(
                            uid,
                            Integer.parseInt(target.get(1)),
                            String.join(" ", words.subList(1, words.size())));
            case "sandbox-dropped" -> new PodOutcome.SandboxDropped(uid, words.get(1), true);
            case "sandbox-stopped" -> new PodOutcome.SandboxDropped(uid, words.get(1), false);
            case "drop-failed" -> new PodOutcome.DropFailed(uid, words.get(1), rest);
            case "image-there" ->
                    new PodOutcome.ImageThere(
                            uid, target.get(1), words.get(1), rest.equals("pulled"));
            case "image-failed" ->
                    new PodOutcome.ImageFailed(uid, target.get(1), words.get(1), rest);
            case "started" ->
                    new PodOutcome.ContainerStarted(
                            uid, target.get(1), Integer.parseInt(target.get(2)), words.get(1));
            case "start-failed" -> {
                var step = words.get(1).split("/", -1);
                yield new PodOutcome.ContainerFailed(
                        uid,
                        target.get(1),
                        Integer.parseInt(target.get(2)),
                        step.length > 1 ? Optional.of(step[1]) : Optional.empty(),
                        PodOutcome.Step.valueOf(step[0]),
                        rest);
            }
            case "stopped" ->
                    new PodOutcome.ContainerStopped(
                            uid,
                            target.get(1),
                            words.get(1),
                            words.size() > 2
                                    ? Optional.of(container(words.get(2), at))
                                    : Optional.empty());
            case "stop-failed" -> new PodOutcome.StopFailed(uid, target.get(1), words.get(1), rest);
            case "explained" ->
                    new PodOutcome.Explained(
                            uid,
                            target.get(1),
                            words.get(1),
                            words.size() > 2
                                    ? Optional.of(container(words.get(2), at))
                                    : Optional.empty());
            case "unseen" -> new PodOutcome.Unseen(uid, "no answer");
            case "pod-seen" -> podSeen(uid, words.subList(1, words.size()), at);
            case "node-seen" -> nodeSeen(words, at);
            default -> throw new AssertionError("no such verb: " + verb);
        };
    }

    /// `pod u1 sandbox:s1/0/ready/10.64.0.2 container:c1/app/0/s1/RUNNING logged:app/3 pod u2 ...`
    private PodOutcome.NodeSeen nodeSeen(List<String> words, Moment at) {
        var pods = new TreeMap<String, PodOutcome.PodSeen>();
        var logged = new TreeMap<String, Map<String, Integer>>();
        var i = 0;
        while (i < words.size()) {
            var uid = words.get(i + 1);
            var end = i + 2;
            var things = new ArrayList<String>();
            while (end < words.size() && !words.get(end).equals("pod")) {
                if (words.get(end).startsWith("logged:")) {
                    var log = words.get(end).substring(7).split("/", -1);
                    logged.put(uid, Map.of(log[0], Integer.parseInt(log[1])));
                } else {
                    things.add(words.get(end));
                }
                end++;
            }
            if (!things.isEmpty()) {
                pods.put(uid, podSeen(uid, things, at));
            }
            i = end;
        }
        return new PodOutcome.NodeSeen(asOf, pods, logged);
    }

    private PodOutcome.PodSeen podSeen(String uid, List<String> things, Moment at) {
        return new PodOutcome.PodSeen(
                uid,
                asOf,
                things.stream()
                        .filter(it -> it.startsWith("sandbox:"))
                        .map(it -> sandbox(uid, it.substring(8).split("/", -1), at))
                        .toList(),
                things.stream()
                        .filter(it -> it.startsWith("container:"))
                        .map(it -> container(it.substring(10), at))
                        .toList());
    }

    private static Sandbox sandbox(String uid, String[] parts, Moment at) {
        return new Sandbox(
                parts[0],
                "default",
                "web",
                uid,
                Integer.parseInt(parts[1]),
                parts[2].equals("ready"),
                at.wall(),
                Arrays.stream(parts).skip(3).findFirst(),
                Map.of());
    }

    /// `c1/app/0/s1/EXITED/137/OOMKilled`
    private static ContainerSeen container(String text, Moment at) {
        var parts = text.split("/", -1);
        var state = ContainerSeen.State.valueOf(parts[4]);
        var exited = state == ContainerSeen.State.EXITED;
        return new ContainerSeen(
                parts[0],
                parts[3],
                parts[1],
                Integer.parseInt(parts[2]),
                state,
                "busybox",
                "sha256:busybox",
                at.wall(),
                Optional.of(at.wall()),
                exited ? Optional.of(at.wall()) : Optional.empty(),
                exited && parts.length > 5 ? Integer.parseInt(parts[5]) : 0,
                exited && parts.length > 6 ? parts[6] : "",
                "",
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    private Heard<NodeDesired> approved(List<String> words, Moment at) {
        return heard(
                NodeDesired.TOPIC,
                "n1",
                Optional.of(
                        new NodeDesired.Approved(
                                option(words, "uid").orElse("N"),
                                "node-object",
                                Instant.EPOCH,
                                Optional.of("10.64.0.0/24"),
                                Optional.empty(),
                                Map.of(),
                                Map.of(),
                                List.of(),
                                false,
                                option(words, "accept-plane"),
                                Optional.empty())),
                at);
    }

    private Heard<PodBound> bound(List<String> words, Moment at) {
        var pod = Pods.pod(words.get(0), words.get(1), words.subList(2, words.size()));
        var deletion =
                option(words, "delete")
                        .map(grace ->
                                new Deletion(
                                        at.wall(),
                                        Long.parseLong(grace),
                                        Because.of("Deleted", "somebody deleted it")));
        return heard(
                PodBound.TOPIC,
                "n1/" + words.get(0),
                Optional.of(new PodBound.Bound(option(words, "node").orElse("N"), pod, deletion)),
                at);
    }

    private Heard<ConfigBound> config(List<String> words, Moment at) {
        return heard(
                ConfigBound.TOPIC,
                "n1/" + words.get(0),
                Optional.of(new ConfigBound.MapBound("N", Map.of("key", "value"))),
                at);
    }

    /// `default/web u1 Running app/Running/2/c7`, or `default/web u1 Gone`
    private Heard<PodState> said(List<String> words, Moment at) {
        var uid = words.get(1);
        var state =
                words.get(2).equals("Gone")
                        ? new PodState.Gone(uid, "N", at.wall(), Because.of("Killing", "deleted"))
                        : new PodState.Observed(
                                uid,
                                "N",
                                PodPhase.valueOf(words.get(2)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(at.wall()),
                                false,
                                false,
                                words.stream().skip(3).map(it -> status(it, at)).toList(),
                                Map.of(),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty());
        return heard(PodState.TOPIC, "n1/" + words.get(0), Optional.of(state), at);
    }

    private static ContainerStatus status(String text, Moment at) {
        var parts = text.split("/", -1);
        ContainerState state =
                switch (parts[1]) {
                    case "Running" -> new ContainerState.Running(at.wall());
                    case "Waiting" -> new ContainerState.Waiting("x", Optional.empty());
                    default ->
                            new ContainerState.Terminated(
                                    Integer.parseInt(parts[1]),
                                    "Error",
                                    Optional.empty(),
                                    Optional.empty(),
                                    at.wall());
                };
        return new ContainerStatus(
                parts[0],
                "busybox",
                Optional.of("sha256:busybox"),
                Arrays.stream(parts).skip(3).findFirst().map(id -> "containerd://" + id),
                Integer.parseInt(parts[2]),
                false,
                state,
                Optional.empty());
    }

    private <M> Heard<M> heard(Topic<M> topic, String key, Optional<M> message, Moment at) {
        return new Heard<>(
                topic,
                key,
                message,
                new Stamp.ByLeader("autoscaler", 1, ++offset),
                at.wall(),
                new Evidence(topic.kind(), 0, offset),
                at);
    }

    private static <M> Told<M> told(M message, Moment at) {
        return new Told<>(message, at);
    }

    static Optional<String> option(List<String> words, String name) {
        return words.stream()
                .filter(word -> word.startsWith(name + "="))
                .map(word -> word.substring(name.length() + 1))
                .findFirst();
    }

    private static Moment moment(String time) {
        var wall = DAY.atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
        return new Moment(
                wall, Duration.between(DAY.atStartOfDay(ZoneOffset.UTC).toInstant(), wall));
    }
}
