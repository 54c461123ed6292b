package io.nodebus.bus.journal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;

/// What others said, the newest of each key: enough to start without the bus.
final class HeardRecords {
    private final SequencedMap<Name, Place.Heard> places = new LinkedHashMap<>();
    private long bytes;

    void put(Name name, Place.Heard place) {
        remove(name);
        places.put(name, place);
        bytes += place.spot().bytes();
    }

    void remove(Name name) {
        var old = places.remove(name);
        if (old != null) {
            bytes -= old.spot().bytes();
        }
    }

    Optional<Place.Heard> place(Name name) {
        return Optional.ofNullable(places.get(name));
    }

    void move(UnaryOperator<Place.Heard> to) {
        places.replaceAll((_, place) -> to.apply(place));
    }

    Collection<Place.Heard> places() {
        return places.values();
    }

    List<Name> names() {
        return List.copyOf(places.keySet());
    }

    long bytes() {
        return bytes;
    }
}
