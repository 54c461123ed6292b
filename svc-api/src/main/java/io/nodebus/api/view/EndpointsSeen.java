package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.EndpointSlice.Conditions;
import io.nodebus.contracts.service.EndpointSlice.Endpoint;
import io.nodebus.contracts.service.EndpointSlice.Port;
import io.nodebus.contracts.service.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Who is behind a Service, in the form that came before EndpointSlices.
///
/// @param metadata with the name of the Service
public record EndpointsSeen(ObjectMeta metadata, List<EndpointSlice> slices, Versions versions)
        implements WithMetadata {
    public EndpointsSeen {
        slices = List.copyOf(slices);
    }

    static EndpointsSeen of(Service service, List<EndpointSlice> slices) {
        var meta = service.metadata();
        return new EndpointsSeen(
                Beside.meta(meta, meta.name().orElse(""), meta.labels()), slices, Versions.NONE);
    }

    /// Endpoints behind the same ports.
    ///
    /// @param waiting those that are not ready
    public record Subset(List<Port> ports, List<Endpoint> ready, List<Endpoint> waiting) {
        public Subset {
            ports = List.copyOf(ports);
            ready = List.copyOf(ready);
            waiting = List.copyOf(waiting);
        }
    }

    /// Those that are ending are not told of, unless they are ready for all that.
    public List<Subset> subsets() {
        var byPorts = new LinkedHashMap<List<Port>, List<Endpoint>>();
        for (var slice : slices) {
            if (!slice.endpoints().isEmpty()) {
                byPorts.computeIfAbsent(slice.ports(), _ -> new ArrayList<>())
                        .addAll(slice.endpoints());
            }
        }
        return byPorts.entrySet().stream()
                .map(some ->
                        new Subset(
                                some.getKey(),
                                some.getValue().stream().filter(EndpointsSeen::isReady).toList(),
                                some.getValue().stream().filter(EndpointsSeen::waits).toList()))
                .filter(subset -> !subset.ready().isEmpty() || !subset.waiting().isEmpty())
                .toList();
    }

    private static boolean isReady(Endpoint endpoint) {
        return says(endpoint).isReady();
    }

    private static boolean waits(Endpoint endpoint) {
        return !isReady(endpoint) && !says(endpoint).isTerminating();
    }

    private static Conditions says(Endpoint endpoint) {
        return endpoint.conditions().orElse(Conditions.UNSAID);
    }

    @Override
    public Resource resource() {
        return Resource.ENDPOINTS;
    }

    @Override
    public EndpointsSeen with(Versions newer) {
        return new EndpointsSeen(metadata, slices, newer);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return true;
    }
}
