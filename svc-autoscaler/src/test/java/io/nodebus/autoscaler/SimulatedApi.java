package io.nodebus.autoscaler;

import io.nodebus.bus.Bus;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.OurPlane;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.loop.Owned;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// As much of svc-api as svc-autoscaler can see: what people want, approvals, and the ends of
/// lives.
final class SimulatedApi {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String SWEEP = "sweep";
    private static final String ACCEPT = "accept";
    private static final Duration A_PERSON_LOOKS = Duration.ofMinutes(3);

    private final Map<String, Wanted> pods = new TreeMap<>();
    private final Map<String, Approved> nodes = new TreeMap<>();
    private final Map<String, NodeState> registered = new TreeMap<>();
    private final Map<String, Judged> health = new TreeMap<>();
    private final Map<String, PodPlacement> placements = new TreeMap<>();
    private final Map<String, String> bound = new TreeMap<>();
    private final Map<String, String> states = new TreeMap<>();
    private final Set<String> ordered = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private OurPlane plane = OurPlane.UNHEARD;
    private final DecisionLoop<SimulatedApi> loop;
    private long uids;

    /// What people ask for.
    sealed interface Request {
        /// Refused while a pod of this name is there.
        record Create(String pod, List<String> options) implements Request {}

        /// @param reason `Forced` to wait for nobody
        record Delete(String pod, String reason) implements Request {}

        record Change(String node, List<String> options) implements Request {}
    }

    SimulatedApi(VirtualTime time, Bus bus) {
        var seq = new AtomicLong();
        loop =
                new DecisionLoop<>(
                                "api",
                                () -> this,
                                bus,
                                () -> new ByLeader("api", 1, seq.incrementAndGet()),
                                "/fleet/api")
                        .begins((self, _) -> self.with(List.of(new Wake(SWEEP, SOON))))
                        .hears(PodPlacement.TOPIC, SimulatedApi::placement)
                        .hears(PodBound.TOPIC, SimulatedApi::bound)
                        .hears(PodState.TOPIC, SimulatedApi::state)
                        .hears(NodeState.TOPIC, SimulatedApi::node)
                        .hears(NodeHealth.TOPIC, SimulatedApi::health)
                        .misses(PodPlacement.TOPIC, SimulatedApi::placementMissing)
                        .misses(PodBound.TOPIC, SimulatedApi::boundMissing)
                        .misses(PodState.TOPIC, SimulatedApi::stateMissing)
                        .misses(NodeState.TOPIC, SimulatedApi::nodeMissing)
                        .misses(NodeHealth.TOPIC, SimulatedApi::healthMissing)
                        .plane(SimulatedApi::plane)
                        .ticks((self, tick) -> self.tick(tick))
                        .told(Request.class, (self, told) -> self.asked(told.message(), told.at()))
                        .owns(
                                Owned.<SimulatedApi, PodDesired>all(
                                                PodDesired.TOPIC, self -> self.implied(self.pods))
                                        .sparing((self, _) -> self.isForeign()))
                        .owns(
                                Owned.<SimulatedApi, NodeDesired>all(
                                                NodeDesired.TOPIC, self -> self.implied(self.nodes))
                                        .sparing((self, _) -> self.isForeign()))
                        .owns(
                                Owned.<SimulatedApi, PlaneState>all(
                                                PlaneState.TOPIC, SimulatedApi::acceptance)
                                        .sparing((_, _) -> true))
                        .readsBackEvery(SOON);
        loop.begin(time);
    }

    Map<String, Wanted> pods() {
        return pods;
    }

    Map<String, Approved> nodes() {
        return nodes;
    }

    /// Uids of pods that were ever deleted.
    Set<String> ordered() {
        return ordered;
    }

    /// Uids of nodes that were ever removed.
    Set<String> removed() {
        return removed;
    }

    private <M> Map<String, M> implied(Map<String, ? extends M> all) {
        return isForeign() ? Map.of() : new TreeMap<>(all);
    }

    private Map<String, PlaneState> acceptance() {
        var said = new TreeMap<String, PlaneState>();
        if (!isForeign()) {
            plane.acceptance().ifPresent(last -> said.put(PlaneState.ACCEPTED, last));
        }
        return said;
    }

    private boolean isForeign() {
        return plane.foreign().isPresent();
    }

    /// Another plane holds nothing of ours until a person says that it is ours.
    private Decision<SimulatedApi> plane(PlaneSeen seen) {
        plane = plane.seen(seen.plane());
        return with(isForeign() ? List.of(new Wake(ACCEPT, A_PERSON_LOOKS)) : List.of());
    }

    private Decision<SimulatedApi> tick(Tick tick) {
        return tick.timer().equals(ACCEPT) ? accept(tick.at()) : sweep(tick.at());
    }

    private Decision<SimulatedApi> accept(Moment at) {
        var commands = new ArrayList<Command>();
        pods.forEach((pod, wanted) -> commands.add(Say.that(PodDesired.TOPIC, pod, wanted)));
        nodes.forEach((node, wanted) -> commands.add(Say.that(NodeDesired.TOPIC, node, wanted)));
        var accepted = plane.accepting(steady(at)).orElseThrow();
        plane = plane.accepted(accepted);
        commands.add(Say.that(PlaneState.TOPIC, PlaneState.ACCEPTED, accepted));
        return with(commands);
    }

    void ask(Request request) {
        loop.tell(request);
    }

    private Decision<SimulatedApi> with(List<Command> commands) {
        return new Decision<>(this, commands);
    }

    private Decision<SimulatedApi> asked(Request request, Moment at) {
        if (isForeign()) {
            return with(List.of());
        }
        return with(
                switch (request) {
                    case Request.Create(var pod, var options) -> create(pod, options, at);
                    case Request.Delete(var pod, var reason) -> delete(pod, reason, at);
                    case Request.Change(var node, var options) -> change(node, options, at);
                });
    }

    private List<Command> create(String pod, List<String> options, Moment at) {
        if (pods.containsKey(pod)) {
            return List.of();
        }
        var uid = "uid-" + ++uids;
        return want(pod, new Wanted(Things.pod(pod, uid, at.wall(), options), Optional.empty()));
    }

    private List<Command> delete(String pod, String reason, Moment at) {
        var wanted = pods.get(pod);
        if (wanted == null) {
            return List.of();
        }
        ordered.add(wanted.pod().uid());
        return want(pod, new Wanted(wanted.pod(), Optional.of(Things.deletion(at.wall(), reason))));
    }

    private List<Command> want(String pod, Wanted wanted) {
        pods.put(pod, wanted);
        return List.of(Say.that(PodDesired.TOPIC, pod, wanted));
    }

    private List<Command> change(String node, List<String> options, Moment at) {
        var approved = nodes.get(node);
        return approved == null || approved.deletion().isPresent()
                ? List.of()
                : want(
                        node,
                        Things.approved(
                                approved.nodeUid(), approved.createdAt(), options, steady(at)));
    }

    /// A time that no clock jumps over.
    static Instant steady(Moment at) {
        return Instant.EPOCH.plus(at.since());
    }

    private List<Command> want(String node, Approved approved) {
        approved.deletion().ifPresent(_ -> removed.add(approved.nodeUid()));
        nodes.put(node, approved);
        return List.of(Say.that(NodeDesired.TOPIC, node, approved));
    }

    private Decision<SimulatedApi> placement(Heard<PodPlacement> heard) {
        var pod = heard.key();
        if (heard.message().isEmpty()) {
            placements.remove(pod);
            return with(isDeleted(pod) && !isForeign() ? free(pod) : List.of());
        }
        var placement = heard.message().get();
        placements.put(pod, placement);
        return with(isForeign() ? List.of() : evict(pod, placement, heard.at()));
    }

    private List<Command> evict(String pod, PodPlacement placement, Moment at) {
        var wanted = pods.get(pod);
        return placement instanceof PodPlacement.Evict(var uid, _, _, _)
                        && wanted != null
                        && wanted.pod().uid().equals(uid)
                        && wanted.deletion().isEmpty()
                ? delete(pod, "Evicted", at)
                : List.of();
    }

    private boolean isDeleted(String pod) {
        return Optional.ofNullable(pods.get(pod)).flatMap(Wanted::deletion).isPresent();
    }

    private List<Command> free(String pod) {
        pods.remove(pod);
        return List.of(Say.gone(PodDesired.TOPIC, pod));
    }

    private Decision<SimulatedApi> bound(Heard<PodBound> heard) {
        keep(bound, heard.key(), heard.message().map(message -> message.pod().uid()));
        return with(List.of());
    }

    private Decision<SimulatedApi> state(Heard<PodState> heard) {
        keep(states, heard.key(), heard.message().map(PodState::uid));
        return with(List.of());
    }

    private static <V> void keep(Map<String, V> all, String key, Optional<V> value) {
        value.ifPresentOrElse(there -> all.put(key, there), () -> all.remove(key));
    }

    private Decision<SimulatedApi> node(Heard<NodeState> heard) {
        keep(registered, heard.key(), heard.message());
        return with(approve(heard.key(), heard.at()));
    }

    private Decision<SimulatedApi> health(Heard<NodeHealth> heard) {
        keep(health, heard.key(), heard.message().map(Judged.class::cast));
        return with(judged(heard.key(), heard.at()));
    }

    private List<Command> judged(String node, Moment at) {
        var commands = new ArrayList<Command>();
        if (isForeign()) {
            return commands;
        }
        var approved = nodes.get(node);
        if (approved != null && approved.deletion().isPresent() && !health.containsKey(node)) {
            nodes.remove(node);
            commands.add(Say.gone(NodeDesired.TOPIC, node));
        }
        commands.addAll(approve(node, at));
        return commands;
    }

    /// A new name at once; a new life of a known name when the one before is Lost.
    private List<Command> approve(String node, Moment at) {
        var state = registered.get(node);
        var approved = nodes.get(node);
        return state != null
                        && !isForeign()
                        && (approved == null || mayReplace(node, approved, state))
                ? want(node, Things.approved(state.nodeUid(), steady(at), List.of()))
                : List.of();
    }

    private boolean mayReplace(String node, Approved approved, NodeState state) {
        return approved.deletion().isEmpty()
                && !approved.nodeUid().equals(state.nodeUid())
                && Optional.ofNullable(health.get(node))
                        .filter(judged -> judged.nodeUid().equals(approved.nodeUid()))
                        .filter(judged -> judged.verdict() == Verdict.Lost)
                        .isPresent();
    }

    private Decision<SimulatedApi> placementMissing(Missing<PodPlacement> missing) {
        placements.remove(missing.key());
        return with(List.of());
    }

    private Decision<SimulatedApi> boundMissing(Missing<PodBound> missing) {
        bound.remove(missing.key());
        return with(List.of());
    }

    private Decision<SimulatedApi> stateMissing(Missing<PodState> missing) {
        states.remove(missing.key());
        return with(List.of());
    }

    private Decision<SimulatedApi> nodeMissing(Missing<NodeState> missing) {
        registered.remove(missing.key());
        return with(List.of());
    }

    private Decision<SimulatedApi> healthMissing(Missing<NodeHealth> missing) {
        health.remove(missing.key());
        return with(List.of());
    }

    /// Looks anyway: a word that was waited for may have been lost.
    private Decision<SimulatedApi> sweep(Moment at) {
        var commands = new ArrayList<Command>(List.of(new Wake(SWEEP, SOON)));
        if (isForeign()) {
            return with(commands);
        }
        for (var wanted : List.copyOf(pods.values())) {
            var pod = wanted.pod().key();
            Optional.ofNullable(placements.get(pod))
                    .ifPresent(placement -> commands.addAll(evict(pod, placement, at)));
        }
        for (var node : List.copyOf(nodes.keySet())) {
            commands.addAll(judged(node, at));
        }
        registered.keySet().forEach(node -> commands.addAll(approve(node, at)));
        return with(commands);
    }
}
