package io.nodebus.autoscaler.placement;

import static java.util.Comparator.comparing;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Backlog.Reason;
import io.nodebus.autoscaler.fleet.Backlog.Turn;
import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.fleet.Place;
import io.nodebus.autoscaler.fleet.PodRecords;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodPlacement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SequencedSet;

/// Follows every change: settles the pods it concerns, and tries what waits on the nodes it
/// concerns.
public final class Placement {
    /// Rings when reasons told to waiting pods may have changed.
    public static final String TIMER = "pending";

    /// Reasons are told anew at most this often: a fleet in motion would change them at every step.
    private static final Duration PACE = Duration.ofSeconds(1);

    /// So much is explained at one tick, and the rest at the next.
    private static final int MOST_CHECKS = 50_000;

    private static final int MOST_TOLD = 500;

    private Placement() {}

    /// Brings everything in line with what changed since it was called last.
    public static Decision<Fleet> follow(Fleet fleet, Moment at) {
        var step = new Step(fleet, at, new ArrayList<>());
        fleet.nodes().takeReapproved().forEach(fleet.pods()::touchOn);
        var fresh = step.settle();
        var grown = fleet.nodes().takeGrown();
        if (!grown.isEmpty()) {
            step.grewStale();
            step.place(step.kindsWithout(fresh.kinds()), Candidates.only(fleet.nodes(), grown));
        }
        step.place(fresh.kinds(), Candidates.all(fleet.nodes()));
        fresh.pods().forEach(step::pend);
        return new Decision<>(fleet, step.said());
    }

    /// Says again what somebody waits for, because it may have been lost before it was heard.
    public static Decision<Fleet> remind(Fleet fleet) {
        var said = new ArrayList<Command>();
        fleet.pods().all().values().forEach(records -> remind(fleet, records, said));
        return new Decision<>(fleet, said);
    }

    /// svc-api waits for the word that a name is free; a node that says Gone, for the one that
    /// nothing is bound any more.
    private static void remind(Fleet fleet, PodRecords records, List<Command> said) {
        if (records.isReleased()) {
            said.add(Say.gone(PodPlacement.TOPIC, records.key()));
        }
        records.goneAndUnbound().stream()
                .filter(node -> fleet.nodes().node(node).isHeard())
                .forEach(node ->
                        said.add(Say.gone(PodBound.TOPIC, PodBound.key(node, records.key()))));
    }

    /// Tells waiting pods why they wait now, if that is not why they waited before.
    public static Decision<Fleet> timePassed(Fleet fleet, Moment at) {
        var step = new Step(fleet, at, new ArrayList<>());
        var nodes = fleet.nodes().known();
        var checks = 0;
        var told = 0;
        while (checks < MOST_CHECKS && told < MOST_TOLD) {
            var kind = fleet.backlog().takeStale();
            if (kind.isEmpty()) {
                return new Decision<>(fleet, step.said());
            }
            checks += nodes.size() + 1;
            told += step.explain(kind.get());
        }
        step.said().add(new Wake(TIMER, PACE));
        return new Decision<>(fleet, step.said());
    }

    /// @param kinds those nobody knows yet to fit nowhere
    /// @param pods those that began to wait in this step
    private record Fresh(SequencedSet<Ask> kinds, List<String> pods) {}

    private record Head(Turn turn, Ask kind) {}

    private record Step(Fleet fleet, Moment at, List<Command> said) {
        Fresh settle() {
            var fresh = new Fresh(new LinkedHashSet<>(), new ArrayList<>());
            var settlement = settlement();
            for (var key : fleet.pods().takeTouched()) {
                var records = settlement.settle(fleet.pods().records(key));
                if (needsPlace(records)) {
                    queue(records, fresh);
                } else {
                    fleet.backlog().remove(key);
                }
            }
            return fresh;
        }

        private Settlement settlement() {
            return new Settlement(fleet, at, said);
        }

        private boolean needsPlace(PodRecords records) {
            return records.deletion().isEmpty()
                    && records.uid()
                            .filter(uid ->
                                    fleet.pods().placeOf(records, uid).isEmpty()
                                            && records.released().filter(uid::equals).isEmpty())
                            .isPresent();
        }

        private void queue(PodRecords records, Fresh fresh) {
            var ask = records.ask().orElseThrow();
            if (fleet.backlog().ask(records.key()).filter(ask::equals).isPresent()) {
                return;
            }
            if (fleet.backlog().add(records.key(), ask, created(records))) {
                fresh.kinds().add(ask);
            }
            fresh.pods().add(records.key());
        }

        private static Instant created(PodRecords records) {
            return records.wanted()
                    .flatMap(desired -> desired.record().pod().metadata().creationTimestamp())
                    .orElse(Instant.EPOCH);
        }

        List<Ask> kindsWithout(Collection<Ask> fresh) {
            return fleet.backlog().kinds().stream().filter(kind -> !fresh.contains(kind)).toList();
        }

        /// Places what fits, the oldest pod first. A kind that fits nowhere is not asked again:
        /// nodes only fill up here.
        void place(Collection<Ask> kinds, Candidates candidates) {
            var heads = new PriorityQueue<>(comparing(Head::turn));
            kinds.forEach(kind -> addHead(heads, kind));
            for (var head = heads.poll(); head != null; head = heads.poll()) {
                var kind = head.kind();
                var key = head.turn().key();
                candidates
                        .leastAllocated(kind)
                        .ifPresent(choice -> {
                            place(key, kind, choice);
                            candidates.filled(choice.node());
                            addHead(heads, kind);
                        });
            }
        }

        private void addHead(PriorityQueue<Head> heads, Ask kind) {
            fleet.backlog().first(kind).ifPresent(turn -> heads.add(new Head(turn, kind)));
        }

        private void place(String key, Ask kind, Candidates.Choice choice) {
            var records = fleet.pods().records(key);
            var node = choice.node();
            fleet.backlog().remove(key);
            settlement()
                    .place(
                            records,
                            new Place(
                                    node.name(), node.approved().orElseThrow().record().nodeUid()),
                            Reasons.leastAllocated(records, kind, choice));
            grewStale();
        }

        void grewStale() {
            if (fleet.backlog().growStale()) {
                said.add(new Wake(TIMER, PACE));
            }
        }

        /// A pod that began to wait is told why; one of a kind that waits already, what its kind
        /// was told.
        void pend(String key) {
            fleet.backlog()
                    .ask(key)
                    .ifPresent(kind -> {
                        var reason = fleet.backlog().told(kind).orElseGet(() -> reason(kind));
                        tell(key, reason);
                    });
        }

        private Reason reason(Ask kind) {
            var reason = Explanation.of(kind, fleet.nodes().known());
            fleet.backlog().tell(kind, reason);
            return reason;
        }

        /// How many pods were told.
        int explain(Ask kind) {
            var before = fleet.backlog().told(kind);
            var reason = reason(kind);
            if (before.filter(told -> told.counts().equals(reason.counts())).isPresent()) {
                return 0;
            }
            var pods = fleet.backlog().pods(kind);
            pods.forEach(key -> tell(key, reason));
            return pods.size();
        }

        private void tell(String key, Reason reason) {
            var records = fleet.pods().records(key);
            if (records.placement().filter(said -> isSaid(said, records, reason)).isEmpty()) {
                settlement().pend(records, Reasons.forPod(records, reason.because()));
            }
        }

        private static boolean isSaid(PodPlacement said, PodRecords records, Reason reason) {
            return said instanceof PodPlacement.Pending(var uid, var because)
                    && records.uid().filter(uid::equals).isPresent()
                    && because.message().equals(reason.because().message());
        }
    }
}
