package io.nodebus.autoscaler.placement;

import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.fleet.Noted;
import io.nodebus.autoscaler.fleet.Place;
import io.nodebus.autoscaler.fleet.PodRecords;
import io.nodebus.autoscaler.fleet.PodRecords.Held;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodBound.Bound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import java.util.List;
import java.util.Optional;

/// Makes what is said about one pod name what it should be, from all records about it. It is asked
/// again at every change and does nothing when there is nothing to do.
///
/// | wanted | bound before | what is said |
/// |---|---|---|
/// | yes | no | nothing: it needs a place |
/// | yes | yes | `bound` is the wanted pod, whole |
/// | being deleted | no | its placement is tombstoned |
/// | being deleted | yes | `bound` carries the deletion; after `Gone` it is tombstoned; when the state is tombstoned too, the placement is |
/// | nobody says | yes | what was said before stays (design law 9) |
/// | yes, or being deleted | by a life that people said is over | that node's records are tombstoned; the pod is to be evicted |
///
/// @param said collects the commands
record Settlement(Fleet fleet, Moment at, List<Command> said) {

    PodRecords settle(PodRecords records) {
        var here = withoutLivesOver(records);
        var settled =
                here.wanted()
                        .map(desired -> wanted(here, desired.record()))
                        .orElseGet(() -> unwanted(here));
        if (!settled.equals(records)) {
            fleet.pods().put(settled);
        }
        return settled;
    }

    /// The one exception to "one writer per key": what a life said that people said is over.
    private PodRecords withoutLivesOver(PodRecords records) {
        var next = records;
        for (var entry : records.bound().entrySet()) {
            if (isOver(entry.getKey(), entry.getValue().record().nodeUid())) {
                next = unbind(next, entry.getKey());
            }
        }
        for (var entry : records.states().entrySet()) {
            if (isOver(entry.getKey(), entry.getValue().record().nodeUid())) {
                said.add(Say.gone(PodState.TOPIC, PodState.key(entry.getKey(), records.key())));
                next = next.stateless(entry.getKey());
            }
        }
        return next;
    }

    private boolean isOver(String node, String nodeUid) {
        return fleet.nodes().isOver(new Place(node, nodeUid));
    }

    private PodRecords wanted(PodRecords records, PodDesired desired) {
        var uid = desired.pod().uid();
        var next = endOthers(records, uid);
        if (records.released().filter(uid::equals).isPresent()) {
            return endBound(next, uid);
        }
        var place = fleet.pods().placeOf(next, uid);
        if (desired.deletion().isEmpty()) {
            return place.isEmpty()
                    ? next
                    : keep(placed(next, uid, place.get()), desired, place.get());
        }
        if (place.isEmpty()) {
            return release(next, uid);
        }
        return desired.deletion().get().isForced()
                ? release(follow(next, desired, place.get()), uid)
                : end(placed(next, uid, place.get()), desired, place.get());
    }

    /// Bound records of other uids: this name is not theirs any more.
    private PodRecords endOthers(PodRecords records, String uid) {
        var next = records;
        for (var entry : records.bound().entrySet()) {
            var held = entry.getValue();
            if (held.uid().equals(uid)) {
                continue;
            }
            if (records.isGone(entry.getKey(), held.uid())) {
                next = unbind(next, entry.getKey());
            } else if (held.record().deletion().isEmpty()) {
                next = bind(next, entry.getKey(), deleted(records, held, uid));
            }
        }
        return next;
    }

    private Bound deleted(PodRecords records, Held held, String byUid) {
        var pod = held.record().pod();
        var deletion =
                new Deletion(
                        at.wall(), pod.spec().graceSeconds(), Reasons.nameTaken(records, byUid));
        return new Bound(held.record().nodeUid(), pod, Optional.of(deletion));
    }

    /// A placement that was lost is said again, from whatever shows where the pod is.
    private PodRecords placed(PodRecords records, String uid, Place place) {
        var isSaid =
                records.placement()
                        .filter(said ->
                                said.uid().equals(uid) && !(said instanceof PodPlacement.Pending))
                        .isPresent();
        if (isSaid) {
            return records;
        }
        var because = Reasons.recovered(records, place);
        return say(records, new PodPlacement.Placed(uid, place.node(), place.nodeUid(), because));
    }

    private PodRecords keep(PodRecords records, PodDesired desired, Place place) {
        var uid = desired.pod().uid();
        if (isOver(place.node(), place.nodeUid())) {
            return evict(records, uid, place);
        }
        if (records.isGone(place.node(), uid)) {
            return records;
        }
        return switch (records.placement().orElseThrow()) {
            case PodPlacement.Placed _ -> bind(records, place, desired);
            case PodPlacement.Evict _, PodPlacement.Pending _ -> follow(records, desired, place);
        };
    }

    private PodRecords evict(PodRecords records, String uid, Place place) {
        if (records.placement().orElseThrow() instanceof PodPlacement.Evict) {
            return records;
        }
        var because = Reasons.nodeOver(records, fleet.nodes().node(place.node()), place);
        return say(records, new PodPlacement.Evict(uid, place.node(), place.nodeUid(), because));
    }

    private PodRecords end(PodRecords records, PodDesired desired, Place place) {
        var uid = desired.pod().uid();
        if (records.isGone(place.node(), uid)) {
            return unbind(records, place.node());
        }
        var isThere =
                records.state(place.node(), uid).isPresent() || isBound(records, place.node(), uid);
        return isThere && !isOver(place.node(), place.nodeUid())
                ? bind(records, place, desired)
                : release(records, uid);
    }

    /// A bound record that a wiped bus has not any more was obeyed nevertheless.
    private boolean isBound(PodRecords records, String node, String uid) {
        return fleet.pods().isBound(records, node, uid);
    }

    /// What was bound follows what is wanted; what was not is not bound for it.
    private PodRecords follow(PodRecords records, PodDesired desired, Place place) {
        return isBound(records, place.node(), desired.pod().uid())
                ? bind(records, place, desired)
                : records;
    }

    /// A name that is free already, while a node still has to end the pod.
    private PodRecords endBound(PodRecords records, String uid) {
        var next = records;
        for (var entry : records.bound().entrySet()) {
            if (entry.getValue().uid().equals(uid) && records.isGone(entry.getKey(), uid)) {
                next = unbind(next, entry.getKey());
            }
        }
        return next;
    }

    /// Nobody says that the pod is wanted, or that it is not: it stays what it was. What was
    /// waiting runs nowhere, so nothing is lost with it.
    private PodRecords unwanted(PodRecords records) {
        var next = records;
        for (var entry : records.bound().entrySet()) {
            var held = entry.getValue();
            if (held.record().deletion().isPresent()
                    && records.isGone(entry.getKey(), held.uid())) {
                next = unbind(next, entry.getKey());
            }
        }
        return next.placement().filter(placement -> isIdle(records, placement)).isPresent()
                ? unplace(next)
                : next;
    }

    private static boolean isIdle(PodRecords records, PodPlacement placement) {
        return switch (placement) {
            case PodPlacement.Pending _ -> true;
            case PodPlacement.Placed _, PodPlacement.Evict _ ->
                    records.released().filter(placement.uid()::equals).isPresent()
                            && records.bound().isEmpty()
                            && records.states().isEmpty();
        };
    }

    /// A pod gets its place.
    PodRecords place(PodRecords records, Place place, Because because) {
        var desired = records.wanted().map(Noted::record).orElseThrow();
        var placed =
                say(
                        records,
                        new PodPlacement.Placed(
                                desired.pod().uid(), place.node(), place.nodeUid(), because));
        var bound = bind(placed, place, desired);
        fleet.pods().put(bound);
        return bound;
    }

    /// A pod waits, or waits for another reason than before.
    void pend(PodRecords records, Because because) {
        fleet.pods()
                .put(say(records, new PodPlacement.Pending(records.uid().orElseThrow(), because)));
    }

    private PodRecords say(PodRecords records, PodPlacement placement) {
        said.add(Say.that(PodPlacement.TOPIC, records.key(), placement));
        decide(records, placement.uid(), placement.because());
        return records.placed(placement);
    }

    private PodRecords unplace(PodRecords records) {
        said.add(Say.gone(PodPlacement.TOPIC, records.key()));
        return records.unplaced();
    }

    /// Said even if there was no placement: svc-api waits for this word before it frees the name.
    private PodRecords release(PodRecords records, String uid) {
        decide(records, uid, Reasons.released(records));
        return unplace(records).released(uid);
    }

    private PodRecords bind(PodRecords records, Place place, PodDesired desired) {
        return bind(
                records,
                place.node(),
                new Bound(place.nodeUid(), desired.pod(), desired.deletion()));
    }

    private PodRecords bind(PodRecords records, String node, Bound bound) {
        var held = records.bound().get(node);
        if (held != null && held.record().equals(bound)) {
            return records;
        }
        said.add(Say.that(PodBound.TOPIC, PodBound.key(node, records.key()), bound));
        return records.bound(node, bound);
    }

    private PodRecords unbind(PodRecords records, String node) {
        if (!records.bound().containsKey(node)) {
            return records;
        }
        var key = PodBound.key(node, records.key());
        said.add(Say.gone(PodBound.TOPIC, key));
        fleet.memory().unbound(key);
        return records.unbound(node);
    }

    private void decide(PodRecords records, String uid, Because because) {
        var object = "pod/" + records.key();
        said.add(
                Say.that(
                        DecisionRecord.PODS, object, new Decided(object, uid, at.wall(), because)));
    }
}
