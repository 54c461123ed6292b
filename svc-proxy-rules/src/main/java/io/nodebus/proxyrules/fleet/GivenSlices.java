package io.nodebus.proxyrules.fleet;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.EndpointSliceDesired;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// EndpointSlices given by hand or by another control plane, by their Service. Confined to its
/// loop's context, so nothing in it is locked.
final class GivenSlices {
    private final Map<String, EndpointSlice> slices = new HashMap<>();
    private final TreeMap<String, TreeMap<String, EndpointSlice>> byService = new TreeMap<>();

    /// The Services whose endpoints may have changed.
    SequencedSet<String> heard(Heard<EndpointSliceDesired> heard) {
        var touched = new TreeSet<String>();
        var before = slices.remove(heard.key());
        if (before != null) {
            before.serviceKey()
                    .ifPresent(service -> {
                        byService.computeIfPresent(
                                service,
                                (_, all) -> {
                                    all.remove(heard.key());
                                    return all.isEmpty() ? null : all;
                                });
                        touched.add(service);
                    });
        }
        heard.message()
                .map(EndpointSliceDesired::slice)
                .ifPresent(slice -> {
                    slices.put(heard.key(), slice);
                    slice.serviceKey()
                            .ifPresent(service -> {
                                byService
                                        .computeIfAbsent(service, _ -> new TreeMap<>())
                                        .put(heard.key(), slice);
                                touched.add(service);
                            });
                });
        return touched;
    }

    List<EndpointSlice> of(String service) {
        return List.copyOf(byService.getOrDefault(service, new TreeMap<>()).values());
    }

    /// The Services with an endpoint on this node. Looks at all slices: nodes change their health
    /// seldom.
    SequencedSet<String> servicesOn(String node) {
        var services = new TreeSet<String>();
        byService.forEach((service, all) -> {
            if (all.values().stream().anyMatch(slice -> isOn(slice, node))) {
                services.add(service);
            }
        });
        return services;
    }

    private static boolean isOn(EndpointSlice slice, String node) {
        return slice.endpoints().stream()
                .anyMatch(endpoint -> endpoint.nodeName().filter(node::equals).isPresent());
    }
}
