package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import io.nodebus.contracts.service.EndpointSlice;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one port and family of a Service means on every node.
///
/// @param service its name
/// @param slices those the head counts on, by number, as far as they were heard
public record RuleSeen(
        String namespace,
        String service,
        Head head,
        SortedMap<Integer, Slice> slices,
        Versions versions)
        implements WithMetadata {
    public RuleSeen {
        slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
    }

    /// @param service `namespace/name`
    static RuleSeen of(String service, PortRules port) {
        var slash = service.indexOf('/');
        var name = service.substring(slash + 1);
        var head = port.head().message();
        var slices = new TreeMap<Integer, Slice>();
        port.slices().forEach((number, read) -> slices.put(number, read.message()));
        return new RuleSeen(service.substring(0, slash), name, head, slices, Versions.NONE);
    }

    /// `web-tcp-80-ipv4`.
    @Override
    public String name() {
        return "%s-%s-%s"
                .formatted(
                        service,
                        head.protocol().name().toLowerCase(Locale.ROOT) + "-" + head.port(),
                        head.family().name().toLowerCase(Locale.ROOT));
    }

    @Override
    public ObjectMeta metadata() {
        return Beside.meta(
                namespace,
                head.serviceUid().orElse(""),
                Optional.empty(),
                name(),
                Map.of(EndpointSlice.SERVICE_NAME, service));
    }

    public List<RuleEndpoint> endpoints() {
        return slices.values().stream().flatMap(slice -> slice.endpoints().stream()).toList();
    }

    /// Whether all the head counts on was heard, as new as it counts on it.
    public boolean isComplete() {
        return head.slices().stream()
                .allMatch(at ->
                        slices.containsKey(at.slice())
                                && slices.get(at.slice()).generation() >= at.generation());
    }

    @Override
    public Resource resource() {
        return Resource.RULES;
    }

    @Override
    public RuleSeen with(Versions newer) {
        return new RuleSeen(namespace, service, head, slices, newer);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return true;
    }
}
