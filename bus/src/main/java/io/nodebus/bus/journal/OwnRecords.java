package io.nodebus.bus.journal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What this node said in lanes that keep the newest of a key, and what of it is still owed to the
/// bus.
final class OwnRecords {
    private final Gaps gaps;
    private final SequencedMap<Name, Place.Own> places = new LinkedHashMap<>();
    private final TreeMap<Long, Name> owedState = new TreeMap<>();
    private final TreeMap<Long, Name> owedReadings = new TreeMap<>();
    private final Map<Long, Taken> taken = new LinkedHashMap<>();
    private long bytes;

    /// On its way: handed over to be sent, and no answer yet.
    private record Taken(Name name, Place.Own place) {}

    OwnRecords(Gaps gaps) {
        this.gaps = gaps;
    }

    void put(Name name, Place.Own place) {
        var old = places.remove(name);
        if (old != null) {
            bytes -= old.spot().bytes();
            if (owed(old.lane()).remove(old.number()) != null) {
                gaps.missed(Gap.of(Gap.Cause.SUPERSEDED, old.stamp()));
            }
        }
        places.put(name, place);
        bytes += place.spot().bytes();
        if (!place.sent()) {
            owed(place.lane()).put(place.number(), name);
        }
    }

    void sent(Name name, long number) {
        var place = places.get(name);
        if (place == null || place.number() != number) {
            return;
        }
        owed(place.lane()).remove(number);
        if (place.isDoneOnceSent()) {
            places.remove(name);
            bytes -= place.spot().bytes();
        } else {
            places.put(name, place.sent(true));
        }
    }

    void owe(Name name) {
        var place = places.get(name);
        if (place != null && place.sent()) {
            places.put(name, place.sent(false));
            owed(place.lane()).put(place.number(), name);
        }
    }

    private NavigableMap<Long, Name> owed(Lane lane) {
        return switch (lane) {
            case STATE -> owedState;
            case READING -> owedReadings;
            case EVENT -> throw new IllegalArgumentException("events are not kept by key");
        };
    }

    Optional<Place.Own> take(Lane lane) {
        var first = owed(lane).pollFirstEntry();
        if (first == null) {
            return Optional.empty();
        }
        var place = place(first.getValue()).orElseThrow();
        taken.put(first.getKey(), new Taken(first.getValue(), place));
        return Optional.of(place);
    }

    /// @return its name, when it is still the newest
    Optional<Name> arrived(long number) {
        return Optional.ofNullable(taken.remove(number))
                .map(Taken::name)
                .filter(name -> isNewest(name, number));
    }

    /// Nothing that is on its way arrived, as far as one can know: it is owed again.
    void takeBack() {
        countSuperseded();
        taken.forEach((number, one) -> owed(one.place().lane()).put(number, one.name()));
        taken.clear();
    }

    /// What is on its way and has a newer record meanwhile counts as superseded from here on: its
    /// arrival will not be noticed.
    void countSuperseded() {
        var left = new ArrayList<Long>();
        taken.forEach((number, one) -> {
            if (!isNewest(one.name(), number)) {
                gaps.missed(Gap.of(Gap.Cause.SUPERSEDED, one.place().stamp()));
                left.add(number);
            }
        });
        left.forEach(taken::remove);
    }

    private boolean isNewest(Name name, long number) {
        return place(name).filter(place -> place.number() == number).isPresent();
    }

    Optional<Place.Own> place(Name name) {
        return Optional.ofNullable(places.get(name));
    }

    /// Copies moved them: the same records at other places.
    void move(UnaryOperator<Place.Own> to) {
        places.replaceAll((_, place) -> to.apply(place));
    }

    Collection<Place.Own> places() {
        return places.values();
    }

    List<Name> names() {
        return List.copyOf(places.keySet());
    }

    int owedCount(Lane lane) {
        return owed(lane).size()
                + (int) taken.values().stream().filter(one -> one.place().lane() == lane).count();
    }

    long bytes() {
        return bytes;
    }
}
