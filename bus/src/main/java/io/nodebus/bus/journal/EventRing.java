package io.nodebus.bus.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Events that were not sent yet, oldest first. What the file remembers of sending is one number:
/// all up to it were sent. After a crash, what was on its way is sent once more.
final class EventRing {
    private final Gaps gaps;
    private final ArrayDeque<Place.Event> waiting = new ArrayDeque<>();
    private final TreeMap<Long, Place.Event> taken = new TreeMap<>();
    private long lastTaken;
    private long sentThrough;
    private long bytes;

    EventRing(Gaps gaps) {
        this.gaps = gaps;
    }

    void add(Place.Event place) {
        waiting.add(place);
        bytes += place.spot().bytes();
    }

    void sentThrough(long number) {
        sentThrough = number;
        while (!waiting.isEmpty() && waiting.getFirst().number() <= number) {
            bytes -= waiting.removeFirst().spot().bytes();
        }
    }

    void lost(long number) {
        var place = taken.remove(number);
        if (place == null && !waiting.isEmpty() && waiting.getFirst().number() == number) {
            place = waiting.removeFirst();
        }
        if (place != null) {
            drop(place);
        }
    }

    Optional<Place.Event> take() {
        var first = waiting.pollFirst();
        if (first != null) {
            taken.put(first.number(), first);
            lastTaken = first.number();
        }
        return Optional.ofNullable(first);
    }

    /// @return whether this number was an event on its way
    boolean arrived(long number) {
        var place = taken.remove(number);
        if (place == null) {
            return false;
        }
        bytes -= place.spot().bytes();
        return true;
    }

    /// All up to this number arrived or were given up; empty when that is known already.
    Optional<Long> watermark() {
        var through = taken.isEmpty() ? lastTaken : taken.firstKey() - 1;
        return through > sentThrough ? Optional.of(through) : Optional.empty();
    }

    void takeBack() {
        taken.descendingMap().values().forEach(waiting::addFirst);
        taken.clear();
        if (!waiting.isEmpty()) {
            lastTaken = waiting.getFirst().number() - 1;
        }
    }

    /// Drops the oldest until the others fit.
    void shrink(long limit) {
        while (bytes > limit) {
            var oldest = taken.pollFirstEntry();
            drop(oldest != null ? oldest.getValue() : waiting.removeFirst());
        }
    }

    private void drop(Place.Event place) {
        bytes -= place.spot().bytes();
        gaps.missed(Gap.of(Gap.Cause.DROPPED, place.stamp()));
    }

    /// Copies moved them: the same events at other places, in the same order.
    void move(UnaryOperator<Place.Event> to) {
        taken.replaceAll((_, place) -> to.apply(place));
        var moved = waiting.stream().map(to).toList();
        waiting.clear();
        waiting.addAll(moved);
    }

    Collection<Place.Event> places() {
        var places = new ArrayList<>(taken.values());
        places.addAll(waiting);
        return places;
    }

    int size() {
        return taken.size() + waiting.size();
    }

    long bytes() {
        return bytes;
    }
}
