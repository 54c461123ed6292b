package io.nodebus.proxyrules;

import static java.util.stream.Collectors.joining;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.plane.PlaneState.Accepted;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lines of a transcript, done and told.
final class Script {
    private final StringBuilder said = new StringBuilder();
    private final World world = new World(heard -> said.append(line(heard)).append('\n'));

    /// What was said since the last call, and what was only waiting for its window to end.
    String said() {
        world.pass(Duration.ofSeconds(5));
        var all = said.toString();
        said.setLength(0);
        return all;
    }

    void hear(String line) {
        var words = Arrays.asList(line.split(" +"));
        var options = words.subList(Math.min(2, words.size()), words.size());
        switch (words.getFirst()) {
            case "node" -> approve(words.get(1), words.get(2));
            case "remove" ->
                    world.api(NodeDesired.TOPIC, words.get(1), Optional.<NodeDesired>empty());
            case "judge" -> judge(words.get(1), Verdict.valueOf(words.get(2)));
            case "service" ->
                    world.api(
                            ServiceDesired.TOPIC,
                            words.get(1),
                            Optional.<ServiceDesired>of(
                                    new ServiceDesired.Wanted(
                                            Things.service(
                                                    words.get(1),
                                                    world.time().now().wall(),
                                                    options))));
            case "unservice" ->
                    world.api(ServiceDesired.TOPIC, words.get(1), Optional.<ServiceDesired>empty());
            case "slice" ->
                    world.api(
                            EndpointSliceDesired.TOPIC,
                            words.get(1),
                            Optional.<EndpointSliceDesired>of(
                                    new EndpointSliceDesired.Wanted(
                                            Things.slice(words.get(1), options))));
            case "pod" -> pod(words.get(1), options);
            case "gone" -> gone(words.get(1), options);
            case "unpod" -> tombstone(words.get(1));
            case "ghost" ->
                    world.ghost(
                            RuleState.TOPIC,
                            words.get(1),
                            new RuleState.Slice(1, List.<RuleEndpoint>of()));
            case "lose" -> world.lose(Catalogue.topic(words.get(1)));
            case "plane" -> world.plane(words.get(1));
            case "accept" -> accept(words.get(1));
            case "readback" -> world.readBack();
            case "takeover" -> world.takeOver();
            case "pass" -> world.pass(Duration.parse("PT" + words.get(1)));
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

    private void approve(String node, String uid) {
        world.api(
                NodeDesired.TOPIC,
                node,
                Optional.<NodeDesired>of(Things.approved(uid, world.time().now().wall())));
    }

    private void judge(String life, Verdict verdict) {
        var judged =
                new Judged(
                        after(life),
                        verdict,
                        false,
                        world.time().now().wall(),
                        Because.of("Judged", "somebody judged it"));
        world.api(NodeHealth.TOPIC, before(life), Optional.<NodeHealth>of(judged));
    }

    /// `pod n1/u1 default/a uid=p1 ip=10.0.0.1 ready app=web http:8080`.
    private void pod(String life, List<String> options) {
        var key = options.getFirst();
        var state = Things.observed(after(life), options.subList(1, options.size()));
        world.node(
                after(life),
                PodState.TOPIC,
                PodState.key(before(life), key),
                Optional.<PodState>of(state));
    }

    private void gone(String life, List<String> options) {
        var gone = Things.gone(options.get(1), after(life), world.time().now().wall());
        world.node(
                after(life),
                PodState.TOPIC,
                PodState.key(before(life), options.getFirst()),
                Optional.<PodState>of(gone));
    }

    private void tombstone(String key) {
        world.api(PodState.TOPIC, key, Optional.<PodState>empty());
    }

    private static String before(String life) {
        return life.substring(0, life.indexOf('/'));
    }

    private static String after(String life) {
        return life.substring(life.indexOf('/') + 1);
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
            case RuleState.Head head -> head(head);
            case RuleState.Slice(var generation, var endpoints) ->
                    "@%d %s"
                            .formatted(
                                    generation,
                                    endpoints.stream()
                                            .map(Script::endpoint)
                                            .collect(joining(", ", "[", "]")));
            case NameState.Headless(var publish, var endpoints) ->
                    (publish ? "published " : "")
                            + endpoints.stream()
                                    .map(Script::named)
                                    .collect(joining(", ", "[", "]"));
            case Decided(_, _, _, var because) ->
                    "%s: %s %s %s"
                            .formatted(
                                    because.reason(),
                                    because.message(),
                                    because.figures(),
                                    because.evidence().stream()
                                            .map(Because.Evidence::toString)
                                            .collect(joining(" ", "[", "]")));
            default -> throw new AssertionError("not said by svc-proxy-rules: " + message);
        };
    }

    private static String head(RuleState.Head head) {
        return "%s%s%s internal=%s external=%s%s%s slices=%s"
                .formatted(
                        head.portName().map(name -> name + " ").orElse(""),
                        head.clusterIp().orElse("-"),
                        head.nodePort().map(port -> " nodePort=" + port).orElse(""),
                        head.internal(),
                        head.external(),
                        head.affinitySeconds().map(time -> " affinity=" + time + "s").orElse(""),
                        head.publishNotReadyAddresses() ? " published" : "",
                        head.slices().stream()
                                .map(at -> at.slice() + "@" + at.generation())
                                .toList());
    }

    private static String endpoint(RuleEndpoint endpoint) {
        return "%s %s/%s%s%s%s"
                .formatted(
                        endpoint.target(),
                        endpoint.node().orElse("-"),
                        endpoint.podUid().orElse("-"),
                        endpoint.ready() ? " ready" : "",
                        endpoint.serving() ? " serving" : "",
                        endpoint.terminating() ? " terminating" : "");
    }

    private static String named(NameState.NamedEndpoint endpoint) {
        return "%s%s %s/%s%s %s"
                .formatted(
                        endpoint.hostname().map(name -> name + "=").orElse(""),
                        endpoint.address(),
                        endpoint.node().orElse("-"),
                        endpoint.podUid().orElse("-"),
                        endpoint.ready() ? " ready" : "",
                        endpoint.ports().stream()
                                .map(port ->
                                        port.name() + "=" + port.port() + "/" + port.protocol())
                                .toList());
    }
}
