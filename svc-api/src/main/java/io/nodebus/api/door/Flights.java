package io.nodebus.api.door;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.Seen;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.topic.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Writes that were said and not read back yet, and the requests that wait for them: of one key,
/// one write is under way at a time, so each is decided on with the one before in view. Confined to
/// its desk.
final class Flights {
    /// Where a record is.
    record Slot(Topic<?> topic, String key) {}

    /// @param message what must be read back; none: a tombstone
    /// @param subject what to answer about then
    record Flight(long number, Optional<?> message, Reply reply, Subject subject) {}

    /// One object.
    ///
    /// @param namespace empty for kinds without one
    record Subject(Resource resource, String namespace, String name, String uid) {
        static Subject of(Seen seen) {
            return new Subject(seen.resource(), seen.namespace(), seen.name(), seen.uid());
        }
    }

    /// What a request is answered with when its write is read back.
    enum Reply {
        CREATED,
        OBJECT,
        ENDED
    }

    private final Map<Slot, Flight> flying = new HashMap<>();
    private final Map<Slot, Deque<Told<Request>>> waiting = new HashMap<>();

    boolean isFlying(Slot slot) {
        return flying.containsKey(slot);
    }

    void begin(Slot slot, Flight flight) {
        flying.put(slot, flight);
    }

    void await(Slot slot, Told<Request> request) {
        waiting.computeIfAbsent(slot, _ -> new ArrayDeque<>()).add(request);
    }

    /// The flight that ends with what was read.
    Optional<Flight> landed(Slot slot, Optional<?> message) {
        var flight = flying.get(slot);
        if (flight == null || !flight.message().equals(message)) {
            return Optional.empty();
        }
        flying.remove(slot);
        return Optional.of(flight);
    }

    /// What was heard of a topic, as it will be when everything under way has landed.
    <M> void overlay(Topic<M> topic, Map<String, M> heard) {
        flying.forEach((slot, flight) -> {
            if (slot.topic().equals(topic)) {
                flight.message()
                        .ifPresentOrElse(
                                message -> heard.put(slot.key(), topic.family().cast(message)),
                                () -> heard.remove(slot.key()));
            }
        });
    }

    /// The next request for a slot where nothing is under way.
    Optional<Told<Request>> next(Slot slot) {
        var queue = waiting.get(slot);
        if (queue == null || isFlying(slot)) {
            return Optional.empty();
        }
        var next = Optional.ofNullable(queue.poll());
        if (queue.isEmpty()) {
            waiting.remove(slot);
        }
        return next;
    }
}
