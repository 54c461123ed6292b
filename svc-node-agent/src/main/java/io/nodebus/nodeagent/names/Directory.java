package io.nodebus.nodeagent.names;

import io.nodebus.contracts.rules.NameState.Headless;
import io.nodebus.contracts.rules.NameState.NamedEndpoint;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.nodeagent.truth.OwnPods;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What Services there are, by name. Confined to the context of its loop, so nothing in it is
/// locked.
public final class Directory {
    private final Zone zone;
    private final OwnPods pods;
    private final NavigableMap<String, NavigableMap<String, Head>> ports = new TreeMap<>();
    private final NavigableMap<String, Headless> headless = new TreeMap<>();

    /// @param domain e.g. `cluster.local`
    public Directory(String domain, OwnPods pods) {
        this.zone = new Zone(List.of(domain.toLowerCase(Locale.ROOT).split("\\.", -1)));
        this.pods = pods;
    }

    /// A port of a Service with a cluster IP.
    ///
    /// @param prefix what tells it apart, below the Service
    public void port(String service, String prefix, Optional<Head> head) {
        if (head.isPresent()) {
            ports.computeIfAbsent(service, _ -> new TreeMap<>()).put(prefix, head.get());
        } else {
            ports.computeIfPresent(
                    service,
                    (_, all) -> {
                        all.remove(prefix);
                        return all.isEmpty() ? null : all;
                    });
        }
    }

    /// A Service whose name stands for its endpoints.
    public void name(String service, Optional<Headless> name) {
        name.ifPresentOrElse(it -> headless.put(service, it), () -> headless.remove(service));
    }

    public Reply answer(Question question) {
        return zone.answer(question, this);
    }

    /// Whether any Service lies there.
    boolean hasNamespace(String namespace) {
        return isBelow(ports.ceilingKey(namespace + "/"), namespace)
                || isBelow(headless.ceilingKey(namespace + "/"), namespace);
    }

    private static boolean isBelow(@Nullable String key, String namespace) {
        return key != null && key.startsWith(namespace + "/");
    }

    /// What a Service with a cluster IP offers, in the order of its ports.
    List<Head> ports(String service) {
        return List.copyOf(ports.getOrDefault(service, new TreeMap<>()).values());
    }

    boolean isHeadless(String service) {
        return headless.containsKey(service);
    }

    /// Those of a headless Service that count, as the node knows them.
    List<NamedEndpoint> endpoints(String service) {
        return Optional.ofNullable(headless.get(service)).stream()
                .flatMap(name ->
                        name.endpoints().stream()
                                .flatMap(said ->
                                        pods.truth(said, name.publishNotReadyAddresses()).stream()))
                .filter(NamedEndpoint::ready)
                .toList();
    }
}
