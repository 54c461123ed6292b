package io.nodebus.proxyrules.fleet;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.pod.PodState.Gone;
import io.nodebus.contracts.pod.PodState.Observed;
import io.nodebus.proxyrules.endpoints.Candidate;
import io.nodebus.proxyrules.selection.Selection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What nodes say of their pods, by `node/namespace/name`. Confined to its loop's context, so
/// nothing in it is locked.
final class Pods {
    private final TreeMap<String, Held> pods = new TreeMap<>();
    private final Selection selection;

    /// What Services care about in a pod.
    private record Held(
            String nodeUid, Map<String, String> labels, Optional<Candidate> candidate) {}

    Pods(Selection selection) {
        this.selection = selection;
    }

    /// The Services whose endpoints may have changed.
    SequencedSet<String> heard(Heard<PodState> heard) {
        return heard.message()
                .map(message ->
                        switch (message) {
                            case Observed pod -> observed(heard.key(), pod);
                            case Gone _ -> gone(heard.key());
                        })
                .orElseGet(() -> gone(heard.key()));
    }

    private SequencedSet<String> observed(String key, Observed pod) {
        var now = new Held(pod.nodeUid(), pod.labels(), Candidate.of(node(key), pod));
        return now.equals(pods.put(key, now))
                ? new TreeSet<>()
                : selection.pod(key, namespace(key), pod.labels());
    }

    private SequencedSet<String> gone(String key) {
        pods.remove(key);
        return selection.withoutPod(key);
    }

    /// The Services that select pods of a node.
    SequencedSet<String> servicesOn(String node) {
        var services = new TreeSet<String>();
        pods.subMap(node + "/", node + "0")
                .keySet()
                .forEach(pod -> services.addAll(selection.servicesOf(pod)));
        return services;
    }

    /// The pods that can stand behind a Service, in the order of their keys.
    List<Candidate> behind(String service, Nodes nodes) {
        return selection.podsOf(service).stream()
                .flatMap(key -> candidate(key, nodes).stream())
                .toList();
    }

    private Optional<Candidate> candidate(String key, Nodes nodes) {
        var node = node(key);
        return Optional.ofNullable(pods.get(key))
                .filter(pod -> nodes.counts(node, pod.nodeUid()))
                .flatMap(Held::candidate)
                .map(pod -> nodes.answers(node) ? pod : pod.unreachable());
    }

    private static String node(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    private static String namespace(String key) {
        var first = key.indexOf('/');
        return key.substring(first + 1, key.indexOf('/', first + 1));
    }
}
