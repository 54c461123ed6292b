package io.nodebus.api;

import io.nodebus.api.http.Passage;
import io.nodebus.api.passage.Readings;
import io.nodebus.api.passage.Target;
import io.nodebus.api.passage.Through;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/// Connects the door's room with the room of the ways through.
///
/// @param leader `host:port` of the leader, when it is another instance
record Ways(
        Through through,
        Readings readings,
        Keeping keeping,
        NodeReach reach,
        Supplier<Optional<String>> leader)
        implements Passage {
    private Target target(ToNode node) {
        if (node.certificate().isEmpty()) {
            throw new Refused(
                    Refusal.badGateway(
                            "node %s has not said which certificate its API answers with"
                                    .formatted(node.node())));
        }
        try {
            return Target.node(
                    reach.address(node.node(), node.address()),
                    node.certificate(),
                    keeping.nodeToken());
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    Refusal.badGateway("node %s: %s".formatted(node.node(), e.getMessage())));
        }
    }

    @Override
    public Future<Void> pass(HttpServerRequest request, ToNode node, String pathAndQuery) {
        return through.pass(request, target(node), pathAndQuery)
                .recover(cause -> Future.failedFuture(new Refused(refusal(node, cause))));
    }

    private static Refusal refusal(ToNode node, Throwable cause) {
        return cause instanceof Through.SaidNo no
                ? Refusal.told(no.code(), String.valueOf(no.getMessage()))
                : Refusal.badGateway(
                        "node %s did not answer: %s".formatted(node.node(), cause.getMessage()));
    }

    @Override
    public Future<List<Map<String, Object>>> metrics(
            Resource of, List<ToNode> nodes, Optional<String> namespace, Optional<String> name) {
        var targets = new TreeMap<String, Target>();
        for (var node : nodes) {
            if (!node.certificate().isEmpty()) {
                targets.put(node.node(), target(node));
            }
        }
        return of == Resource.NODES
                ? readings.nodes(targets)
                : readings.pods(targets)
                        .map(pods ->
                                pods.stream()
                                        .filter(pod -> is(pod, "namespace", namespace))
                                        .filter(pod -> is(pod, "name", name))
                                        .toList());
    }

    private static boolean is(Map<String, Object> pod, String field, Optional<String> wanted) {
        return wanted.map(text ->
                        pod.get("metadata") instanceof Map<?, ?> metadata
                                && text.equals(metadata.get(field)))
                .orElse(true);
    }

    @Override
    public Optional<String> leaderElsewhere() {
        return leader.get();
    }

    @Override
    public Future<Void> passOn(HttpServerRequest request, String address) {
        return through.pass(
                        request,
                        Target.door(address, keeping.certificate().ca(), keeping.adminToken()),
                        request.uri())
                .recover(_ ->
                        Future.failedFuture(
                                new Refused(
                                        Refusal.unavailable(
                                                "the leader at %s does not answer"
                                                        .formatted(address)))));
    }
}
