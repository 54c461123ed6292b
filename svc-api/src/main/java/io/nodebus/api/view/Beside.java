package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.meta.ObjectMeta;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Objects that are shown because of a Service: they come and go with what is known of it. Confined
/// to its view.
final class Beside {
    private final Map<String, List<Seen>> shown = new HashMap<>();

    /// These are shown of a Service from now on, and no others.
    void show(Shelf shelf, String service, List<Seen> now) {
        var kept = new HashSet<Place>();
        now.forEach(seen -> kept.add(Place.of(seen)));
        shown.getOrDefault(service, List.of()).stream()
                .filter(was -> !kept.contains(Place.of(was)))
                .forEach(was -> shelf.remove(was.resource(), was.key()));
        now.forEach(shelf::put);
        shown.put(service, List.copyOf(now));
        if (now.isEmpty()) {
            shown.remove(service);
        }
    }

    /// Metadata of such an object.
    static ObjectMeta meta(ObjectMeta service, String name, Map<String, String> labels) {
        return meta(
                service.namespace().orElse(ObjectMeta.DEFAULT_NAMESPACE),
                service.uid().orElse(""),
                service.creationTimestamp(),
                name,
                labels);
    }

    /// @param serviceUid it is the same object as long as the Service is the same
    static ObjectMeta meta(
            String namespace,
            String serviceUid,
            Optional<Instant> created,
            String name,
            Map<String, String> labels) {
        return new ObjectMeta(
                Optional.of(name),
                Optional.empty(),
                Optional.of(namespace),
                Optional.of(serviceUid + "/" + name),
                Optional.empty(),
                Optional.empty(),
                created,
                Optional.empty(),
                Optional.empty(),
                labels,
                Map.of());
    }

    private record Place(Resource resource, String key) {
        static Place of(Seen seen) {
            return new Place(seen.resource(), seen.key());
        }
    }
}
