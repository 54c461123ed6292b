package io.nodebus.bus.loop;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.nodebus.bus.Bus;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.flight.Flights;
import io.nodebus.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// What a loop is made of, filled in before it begins and not changed after.
final class Wiring<S> {
    final String name;
    final Supplier<S> initial;
    final Bus bus;
    final String source;
    final Set<Bus.Ear> ears = new LinkedHashSet<>();
    final Deciders<S> deciders = new Deciders<>();
    final Edges edges = new Edges();
    final List<Owned<S, ?>> owned = new ArrayList<>();
    Decisions decisions = new Decisions.Nowhere();
    FaultHandler faults = FaultHandler.LOGS;
    LoopMeters meters;
    Flights flights = Flights.NOWHERE;
    int flightInputs = 512;
    boolean remembers;
    Duration readBackEvery = Duration.ofMinutes(10);

    Wiring(String name, Supplier<S> initial, Bus bus, String source) {
        this.name = name;
        this.initial = initial;
        this.bus = bus;
        this.source = source;
        this.meters = new LoopMeters(new CompositeMeterRegistry(), name);
    }

    boolean isOwned(Topic<?> topic) {
        return owned.stream().anyMatch(one -> one.topic().equals(topic));
    }

    /// What is to be heard: what deciders asked for, and owned topics, whose writer must notice at
    /// once when somebody else writes there.
    Set<Bus.Ear> allEars() {
        var all = new LinkedHashSet<>(ears);
        for (var one : owned) {
            if (all.stream().noneMatch(ear -> ear.topic().equals(one.topic()))) {
                all.add(one.ear());
            }
        }
        return all;
    }
}
