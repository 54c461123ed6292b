package io.nodebus.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.api.door.Desk;
import io.nodebus.api.http.Passage.ToNode;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.resource.Way.Metrics;
import io.nodebus.api.resource.Way.ToPod;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.view.PodSeen;
import io.nodebus.api.view.Read;
import io.nodebus.contracts.node.NodeState.Registered;
import io.nodebus.contracts.pod.Container;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Paths that go through to a node: logs, exec, attach, port-forward, readings.
final class PodWays {
    private static final List<String> LOG_PARAMETERS =
            List.of(
                    "follow",
                    "previous",
                    "sinceSeconds",
                    "sinceTime",
                    "timestamps",
                    "tailLines",
                    "limitBytes");

    private final Reception reception;
    private final Passage passage;

    PodWays(Reception reception, Passage passage) {
        this.reception = reception;
        this.passage = passage;
    }

    /// A node and the path there.
    private record Through(ToNode node, String path) {}

    Future<Void> go(Exchange exchange, ToPod way) {
        return reception
                .look(desk -> through(desk, exchange, way))
                .compose(through ->
                        passage.pass(exchange.request(), through.node(), through.path()));
    }

    private static Through through(Desk desk, Exchange exchange, ToPod way) {
        var pod =
                desk.view()
                        .get(Resource.PODS, way.namespace(), way.name())
                        .map(PodSeen.class::cast)
                        .orElseThrow(() ->
                                new Refused(Refusal.notFound(Resource.PODS.subject(way.name()))));
        var node = node(desk, pod);
        var place = way.namespace() + "/" + way.name();
        return new Through(
                node,
                switch (way.verb()) {
                    case "log" ->
                            "/containerLogs/%s/%s%s"
                                    .formatted(
                                            place,
                                            container(exchange, pod),
                                            query(exchange, PodWays::logParameters));
                    case "exec", "attach" ->
                            "/%s/%s/%s%s"
                                    .formatted(
                                            way.verb(),
                                            place,
                                            container(exchange, pod),
                                            query(exchange, PodWays::streamParameters));
                    case "portforward" ->
                            "/portForward/%s%s"
                                    .formatted(place, query(exchange, PodWays::portParameters));
                    default -> throw new Refused(Refusal.noSuchResource());
                });
    }

    private static ToNode node(Desk desk, PodSeen pod) {
        var name =
                pod.placement()
                        .flatMap(_ -> pod.node())
                        .orElseThrow(() ->
                                new Refused(
                                        Refusal.badRequest(
                                                "pod %s does not have a host assigned"
                                                        .formatted(pod.name()))));
        return desk.view()
                .nodes()
                .state(name)
                .map(read -> toNode(name, read))
                .orElseThrow(() ->
                        new Refused(
                                Refusal.badGateway(
                                        "node %s of pod %s has not registered"
                                                .formatted(name, pod.name()))));
    }

    private static ToNode toNode(String name, Read<Registered> read) {
        var registered = read.message();
        return new ToNode(name, registered.apiAddress(), registered.apiCertificate());
    }

    /// The container that was asked for, or the only one there is.
    private static String container(Exchange exchange, PodSeen pod) {
        var names = pod.wanted().pod().spec().containers().stream().map(Container::name).toList();
        var asked = exchange.parameter("container");
        if (asked.isEmpty() && names.size() == 1) {
            return names.getFirst();
        }
        if (asked.isEmpty()) {
            throw new Refused(
                    Refusal.badRequest(
                            "a container name must be specified for pod %s, choose one of: %s"
                                    .formatted(pod.name(), names)));
        }
        if (!names.contains(asked.get())) {
            throw new Refused(
                    Refusal.badRequest(
                            "container %s is not valid for pod %s, choose one of: %s"
                                    .formatted(asked.get(), pod.name(), names)));
        }
        return asked.get();
    }

    private static String query(Exchange exchange, Function<Exchange, List<String>> parameters) {
        var pairs = parameters.apply(exchange);
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static List<String> logParameters(Exchange exchange) {
        var pairs = new ArrayList<String>();
        for (var name : LOG_PARAMETERS) {
            exchange.parameter(name).ifPresent(value -> pairs.add(pair(name, value)));
        }
        return pairs;
    }

    /// As the kubelet spells them.
    private static List<String> streamParameters(Exchange exchange) {
        var pairs = new ArrayList<String>();
        exchange.request()
                .params()
                .getAll("command")
                .forEach(word -> pairs.add(pair("command", word)));
        for (var flag : List.of("stdin", "stdout", "stderr", "tty")) {
            if (exchange.flag(flag)) {
                pairs.add(pair(kubeletsWord(flag), "1"));
            }
        }
        return pairs;
    }

    private static String kubeletsWord(String flag) {
        return switch (flag) {
            case "stdin" -> "input";
            case "stdout" -> "output";
            case "stderr" -> "error";
            default -> flag;
        };
    }

    private static List<String> portParameters(Exchange exchange) {
        return exchange.request().params().getAll("ports").stream()
                .map(port -> pair("port", port))
                .toList();
    }

    private static String pair(String name, String value) {
        return name + "=" + URLEncoder.encode(value, UTF_8);
    }

    Future<Void> metrics(Exchange exchange, Metrics way) {
        return reception
                .look(PodWays::approvedNodes)
                .compose(nodes ->
                        passage.metrics(
                                way.of(),
                                way.of() == Resource.NODES ? named(nodes, way.name()) : nodes,
                                way.namespace(),
                                way.name()))
                .onSuccess(items -> reply(exchange, way, items))
                .mapEmpty();
    }

    private static List<ToNode> named(List<ToNode> nodes, Optional<String> name) {
        return nodes.stream().filter(node -> name.map(node.node()::equals).orElse(true)).toList();
    }

    private static List<ToNode> approvedNodes(Desk desk) {
        var nodes = new ArrayList<ToNode>();
        for (var name : desk.view().nodes().names()) {
            desk.view()
                    .nodes()
                    .state(name)
                    .filter(_ -> desk.view().nodes().desired(name).isPresent())
                    .ifPresent(read -> nodes.add(toNode(name, read)));
        }
        return nodes;
    }

    private static void reply(Exchange exchange, Metrics way, List<Map<String, Object>> items) {
        if (way.name().isEmpty()) {
            exchange.reply(
                    200,
                    Showing.list(
                            way.of() == Resource.NODES ? "NodeMetricsList" : "PodMetricsList",
                            "metrics.k8s.io/v1beta1",
                            Map.of(),
                            items));
        } else if (items.isEmpty()) {
            exchange.refuse(Refusal.notFound(way.of().subject(way.name().get())));
        } else {
            exchange.reply(200, items.getFirst());
        }
    }
}
