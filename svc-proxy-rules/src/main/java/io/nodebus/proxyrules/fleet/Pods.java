package io.nodebus.proxyrules.fleet;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.pod.PodState.Gone;
import io.nodebus.contracts.pod.PodState.Observed;
import io.nodebus.proxyrules.endpoints.Candidate;
import io.nodebus.proxyrules.selection.Selection;
import java.util.Collection;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What nodes say of their pods, by `node/namespace/name`. Confined to its loop's context, so
/// nothing in it is locked.
final class Pods {
    private final TreeMap<String, Observed> pods = new TreeMap<>();
    private final Selection selection;

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
        var before = pods.put(key, pod);
        return before != null && isSameToServices(node(key), before, pod)
                ? new TreeSet<>()
                : selection.pod(key, namespace(key), pod.labels());
    }

    private SequencedSet<String> gone(String key) {
        pods.remove(key);
        return selection.withoutPod(key);
    }

    private static boolean isSameToServices(String node, Observed before, Observed now) {
        return before.nodeUid().equals(now.nodeUid())
                && before.labels().equals(now.labels())
                && Candidate.of(node, before, true).equals(Candidate.of(node, now, true));
    }

    /// The Services that select pods of a node.
    SequencedSet<String> servicesOn(String node) {
        var services = new TreeSet<String>();
        pods.subMap(node + "/", node + "0")
                .keySet()
                .forEach(pod -> services.addAll(selection.servicesOf(pod)));
        return services;
    }

    /// The pods a Service selects that have not ended, in the order of their keys.
    Collection<String> selectedBy(String service) {
        return selection.podsOf(service);
    }

    Optional<Observed> pod(String key) {
        return Optional.ofNullable(pods.get(key));
    }

    static String node(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    private static String namespace(String key) {
        var first = key.indexOf('/');
        return key.substring(first + 1, key.indexOf('/', first + 1));
    }
}
