package io.nodebus.proxyrules.selection;

import io.nodebus.contracts.meta.Sorted;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which pods each Service selects. Confined to its loop's context, so nothing in it is locked.
///
/// Cost follows the change: a Service is filed under the one label of its selector that fewest
/// others are filed under, and a changed pod is compared with the Services filed under its labels;
/// a changed Service with the pods that have its rarest label.
public final class Selection {
    private final Map<String, Selector> selectors = new HashMap<>();
    private final Map<Pair, SequencedSet<String>> filed = new HashMap<>();
    private final Map<String, Labelled> pods = new HashMap<>();
    private final Map<Pair, SequencedSet<String>> labelled = new HashMap<>();
    private final Map<String, SequencedSet<String>> members = new HashMap<>();
    private final Map<String, SequencedSet<String>> memberships = new HashMap<>();

    private record Selector(String namespace, Map<String, String> wanted, Pair filedUnder) {}

    private record Labelled(String namespace, Map<String, String> labels) {}

    /// A Service with its selector; an empty one selects nothing.
    public void service(String service, String namespace, Map<String, String> selector) {
        withoutService(service);
        if (selector.isEmpty()) {
            return;
        }
        var wanted = Sorted.copy(selector);
        var rarest = rarest(filed, namespace, wanted);
        selectors.put(service, new Selector(namespace, wanted, rarest));
        filed.computeIfAbsent(rarest, _ -> new TreeSet<>()).add(service);
        for (var pod :
                labelled.getOrDefault(rarest(labelled, namespace, wanted), new TreeSet<>())) {
            var labels = pods.get(pod);
            if (labels != null && selects(wanted, labels.labels())) {
                join(service, pod);
            }
        }
    }

    public void withoutService(String service) {
        var selector = selectors.remove(service);
        if (selector != null) {
            remove(filed, selector.filedUnder(), service);
        }
        var left = members.remove(service);
        if (left != null) {
            left.forEach(pod -> remove(memberships, pod, service));
        }
    }

    /// A pod with its labels: the Services that select it, and those that did.
    public SequencedSet<String> pod(String pod, String namespace, Map<String, String> labels) {
        var touched = withoutPod(pod);
        pods.put(pod, new Labelled(namespace, labels));
        labels.forEach((label, value) -> {
            var pair = new Pair(namespace, label, value);
            labelled.computeIfAbsent(pair, _ -> new TreeSet<>()).add(pod);
            for (var service : filed.getOrDefault(pair, new TreeSet<>())) {
                var selector = selectors.get(service);
                if (selector != null && selects(selector.wanted(), labels)) {
                    join(service, pod);
                    touched.add(service);
                }
            }
        });
        return touched;
    }

    /// The pod is no more: the Services that selected it.
    public SequencedSet<String> withoutPod(String pod) {
        var before = pods.remove(pod);
        if (before != null) {
            before.labels()
                    .forEach((label, value) ->
                            remove(labelled, new Pair(before.namespace(), label, value), pod));
        }
        var left = memberships.remove(pod);
        if (left == null) {
            return new TreeSet<>();
        }
        left.forEach(service -> remove(members, service, pod));
        return left;
    }

    /// The pods a Service selects, in the order of their keys.
    public Collection<String> podsOf(String service) {
        return new TreeSet<>(members.getOrDefault(service, new TreeSet<>()));
    }

    /// The Services that select a pod.
    public Collection<String> servicesOf(String pod) {
        return new TreeSet<>(memberships.getOrDefault(pod, new TreeSet<>()));
    }

    private void join(String service, String pod) {
        members.computeIfAbsent(service, _ -> new TreeSet<>()).add(pod);
        memberships.computeIfAbsent(pod, _ -> new TreeSet<>()).add(service);
    }

    private static boolean selects(Map<String, String> wanted, Map<String, String> labels) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    private static Pair rarest(
            Map<Pair, SequencedSet<String>> index, String namespace, Map<String, String> wanted) {
        var bySize = new TreeMap<Integer, Pair>();
        wanted.forEach((label, value) -> {
            var pair = new Pair(namespace, label, value);
            bySize.putIfAbsent(index.getOrDefault(pair, new TreeSet<>()).size(), pair);
        });
        return bySize.firstEntry().getValue();
    }

    private static <K> void remove(Map<K, SequencedSet<String>> index, K key, String value) {
        index.computeIfPresent(
                key,
                (_, values) -> {
                    values.remove(value);
                    return values.isEmpty() ? null : values;
                });
    }
}
