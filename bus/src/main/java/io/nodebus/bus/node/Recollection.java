package io.nodebus.bus.node;

import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.journal.Journal;
import io.nodebus.bus.journal.Name;
import io.nodebus.bus.journal.Recalled;
import io.nodebus.bus.journal.RememberedPlane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// What the journal has for one hearer.
///
/// @param wasReadOnce whether it is all there was when the bus behind was read last
record Recollection(RememberedPlane plane, boolean wasReadOnce, List<Place> places) {
    /// @param own whether this node said it
    record Place(Name name, boolean own) {}

    static Recollection of(Journal journal, Collection<Ear> local, Collection<Ear> remote) {
        var places = new ArrayList<Place>();
        journal.own().stream()
                .filter(name -> isHeard(local, name))
                .forEach(name -> places.add(new Place(name, true)));
        journal.heard().stream()
                .filter(name -> isHeard(remote, name))
                .forEach(name -> places.add(new Place(name, false)));
        var wasReadOnce =
                Stream.concat(local.stream(), remote.stream())
                        .filter(ear -> ear.topic().isState())
                        .allMatch(ear -> journal.wasReadOnce(ear.topic().kind()));
        return new Recollection(journal.plane(), wasReadOnce, places);
    }

    private static boolean isHeard(Collection<Ear> ears, Name name) {
        return ears.stream()
                .anyMatch(ear ->
                        ear.topic().isState()
                                && ear.topic().kind().equals(name.topic())
                                && Ears.hears(ear, name.slot()));
    }

    /// The records themselves; those that went meanwhile are left out.
    static List<Recalled> recall(Journal journal, List<Place> places) throws IOException {
        var recalled = new ArrayList<Recalled>();
        for (var place : places) {
            (place.own() ? journal.recallOwn(place.name()) : journal.recallHeard(place.name()))
                    .ifPresent(recalled::add);
        }
        return recalled;
    }
}
