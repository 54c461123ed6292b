package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.Seen.Versions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The objects that can be seen now, and the ring of how they came to be so. Gives versions.
/// Confined to its view.
final class Shelf {
    private final Map<Resource, NavigableMap<String, Seen>> objects = new EnumMap<>(Resource.class);
    private final Ring ring;

    Shelf(long start, int ringSize) {
        ring = new Ring(ringSize, start);
        for (var resource : Resource.values()) {
            objects.put(resource, new TreeMap<>());
        }
    }

    long version() {
        return ring.version();
    }

    Optional<List<Change>> since(long version) {
        return ring.since(version);
    }

    Optional<Seen> get(Resource resource, String key) {
        return Optional.ofNullable(of(resource).get(key));
    }

    private NavigableMap<String, Seen> of(Resource resource) {
        return objects.getOrDefault(resource, new TreeMap<>());
    }

    /// Objects in the order of their keys.
    ///
    /// @param after only those whose keys come after it
    List<Seen> list(Query query, String after) {
        var all = of(query.resource()).tailMap(after, false);
        var within =
                query.namespace()
                        .filter(_ -> query.resource().namespaced())
                        .<Map<String, Seen>>map(namespace -> {
                            var from = namespace + "/";
                            return after.compareTo(from) > 0
                                    ? all.headMap(namespace + "0", false)
                                    : all.subMap(from, namespace + "0");
                        })
                        .orElse(all);
        var matching = new ArrayList<Seen>();
        for (var seen : within.values()) {
            if (query.matches(seen)) {
                matching.add(seen);
            }
        }
        return matching;
    }

    /// Puts an object where it belongs. Nothing changes when it looks as before.
    void put(Seen next) {
        var place = of(next.resource());
        var before = place.get(next.key());
        if (before != null && !before.uid().equals(next.uid())) {
            remove(next.resource(), next.key());
            before = null;
        }
        var version = version() + 1;
        if (before == null) {
            shelve(place, Optional.empty(), next.with(new Versions(version, version)));
        } else if (!next.with(before.versions()).equals(before)) {
            shelve(
                    place,
                    Optional.of(before),
                    next.with(
                            new Versions(
                                    version,
                                    next.wantedAs(before) ? before.versions().wanted() : version)));
        }
    }

    private void shelve(NavigableMap<String, Seen> place, Optional<Seen> before, Seen after) {
        place.put(after.key(), after);
        ring.add(new Change(after.versions().seen(), before, Optional.of(after)));
    }

    void remove(Resource resource, String key) {
        var before = of(resource).remove(key);
        if (before != null) {
            ring.add(new Change(version() + 1, Optional.of(before), Optional.empty()));
        }
    }
}
