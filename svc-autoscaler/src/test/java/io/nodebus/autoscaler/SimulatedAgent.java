package io.nodebus.autoscaler;

import static io.nodebus.autoscaler.Topics.known;
import static io.nodebus.bus.decide.Decision.quietly;

import io.nodebus.bus.Bus;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.loop.Owned;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodBound.Bound;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// As much of a node as svc-autoscaler can see: it does what it is told after a while, says so, and
/// can be cut off or lose its disk. What it remembers survives a restart, as a journal would.
final class SimulatedAgent {
    private static final Duration A_BEAT = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String BEAT = "beat";
    private static final int SLOWEST_MILLIS = 3000;

    private final String node;
    private final String nodeUid;
    private final List<String> options;
    private final VirtualTime time;
    private final Bus bus;
    private final Random random;
    private final Map<String, Bound> told = new TreeMap<>();
    private final Map<String, PodState> pods = new TreeMap<>();
    private final Map<String, Instant> toldAt = new HashMap<>();
    private final Map<String, Stamp> kept = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> ordered = new HashSet<>();
    private long boot;
    private boolean runtimeReady = true;
    private Optional<PlaneIdentity> plane = Optional.empty();
    private boolean removed;
    private Optional<Instant> approvedAt = Optional.empty();
    private Optional<DecisionLoop<SimulatedAgent>> loop = Optional.empty();

    private record End(String pod) {}

    private record RuntimeChanged() {}

    SimulatedAgent(
            String node,
            String nodeUid,
            List<String> options,
            VirtualTime time,
            Bus bus,
            Random random) {
        this.node = node;
        this.nodeUid = nodeUid;
        this.options = options;
        this.time = time;
        this.bus = bus;
        this.random = random;
    }

    String node() {
        return node;
    }

    String nodeUid() {
        return nodeUid;
    }

    boolean isOn() {
        return loop.isPresent();
    }

    boolean isRuntimeReady() {
        return runtimeReady;
    }

    /// The pods that are there, by name: running, or ended and not yet forgotten.
    Map<String, PodState> pods() {
        return pods;
    }

    /// Uids of pods that ended by themselves.
    Set<String> ended() {
        return ended;
    }

    /// Starts, or starts again with what its journal kept.
    void on() {
        if (isOn()) {
            return;
        }
        removed = false;
        var seq = new AtomicLong();
        var ofBoot = ++boot;
        var begun =
                new DecisionLoop<>(
                                node,
                                () -> this,
                                bus,
                                () -> new Stamp.ByNode(nodeUid, ofBoot, seq.incrementAndGet()),
                                "/nodes/" + node)
                        .begins((self, _) -> self.began())
                        .hears(
                                Bus.Ear.ofNode(PodBound.TOPIC, node),
                                (SimulatedAgent self, Heard<PodBound> heard) -> self.bound(heard))
                        .hears(
                                Bus.Ear.ofNode(NodeDesired.TOPIC, node),
                                (SimulatedAgent self, Heard<NodeDesired> heard) ->
                                        self.desired(heard))
                        .plane((self, seen) -> self.plane(seen))
                        .ticks((self, tick) -> self.tick(tick))
                        .told(End.class, (self, end) -> self.ended(end))
                        .told(RuntimeChanged.class, (self, _) -> self.with(List.of(register())))
                        .owns(
                                Owned.ofNode(PodState.TOPIC, node, SimulatedAgent::states)
                                        .only(heard ->
                                                isMine(heard.message().map(PodState::nodeUid))))
                        .owns(
                                Owned.ofNode(NodeState.TOPIC, node, SimulatedAgent::registered)
                                        .only(heard ->
                                                isMine(heard.message().map(NodeState::nodeUid))))
                        .readsBackEvery(SOON);
        begun.begin(time);
        loop = Optional.of(begun);
    }

    private boolean isMine(Optional<String> uid) {
        return uid.filter(nodeUid::equals).isPresent();
    }

    /// A power cut, or a cut cable.
    void off() {
        loop.ifPresent(DecisionLoop::stop);
        loop = Optional.empty();
    }

    void runtimeReady(boolean ready) {
        runtimeReady = ready;
        loop.ifPresent(begun -> begun.tell(new RuntimeChanged()));
    }

    /// A pod ends by itself.
    void end(String pod) {
        loop.ifPresent(begun -> begun.tell(new End(pod)));
    }

    private Map<String, PodState> states() {
        var all = new TreeMap<String, PodState>();
        pods.forEach((key, state) -> all.put(PodState.key(node, key), state));
        return all;
    }

    private Map<String, NodeState> registered() {
        return removed ? Map.of() : Map.of(node, registration());
    }

    private NodeState registration() {
        var all = new ArrayList<>(options);
        if (!runtimeReady) {
            all.add("runtime=Stopped");
        }
        return Things.registered(nodeUid, all);
    }

    private Command register() {
        return Say.that(NodeState.TOPIC, node, registration());
    }

    private Decision<SimulatedAgent> with(List<Command> commands) {
        return new Decision<>(this, commands);
    }

    private Decision<SimulatedAgent> began() {
        var commands = new ArrayList<Command>(List.of(register()));
        states().forEach((key, state) -> commands.add(Say.that(PodState.TOPIC, key, state)));
        told.keySet().forEach(key -> commands.add(later(key)));
        commands.addAll(beat());
        return with(commands);
    }

    private List<Command> beat() {
        return List.of(
                Say.that(NodeHeartbeat.TOPIC, node, new NodeHeartbeat.Beat(nodeUid)),
                new Wake(BEAT, A_BEAT));
    }

    /// Of another plane stamps do not compare with what is kept.
    private Decision<SimulatedAgent> plane(PlaneSeen seen) {
        var before = plane;
        plane = Optional.of(seen.plane());
        if (before.isPresent() && !seen.plane().continues(before.get())) {
            kept.clear();
        }
        return quietly(this);
    }

    /// A journal keeps the newest record of each key it is told of, and knows nothing of what
    /// ended.
    private boolean isNews(Heard<PodBound> heard) {
        var known = kept.get(heard.key());
        if (known != null && !heard.stamp().replaces(known)) {
            return false;
        }
        heard.message()
                .ifPresentOrElse(
                        _ -> kept.put(heard.key(), heard.stamp()), () -> kept.remove(heard.key()));
        return true;
    }

    private Decision<SimulatedAgent> bound(Heard<PodBound> heard) {
        if (!isNews(heard)) {
            return quietly(this);
        }
        var key = heard.key().substring(node.length() + 1);
        if (heard.message().isEmpty()) {
            told.remove(key);
            return with(List.of(later(key)));
        }
        if (heard.message().get() instanceof Bound bound && bound.nodeUid().equals(nodeUid)) {
            told.put(key, bound);
            bound.deletion().ifPresent(_ -> ordered.add(bound.pod().uid()));
            toldAt.put(key, SimulatedApi.steady(heard.at()));
            return with(List.of(later(key)));
        }
        return quietly(this);
    }

    /// A node that people removed ends everything it was told until then; so does one that they
    /// removed and took in anew while it was away. What it was told since may be heard before.
    private Decision<SimulatedAgent> desired(Heard<NodeDesired> heard) {
        var mine =
                heard.message()
                        .map(Approved.class::cast)
                        .filter(desired -> desired.nodeUid().equals(nodeUid));
        if (mine.isEmpty()) {
            return quietly(this);
        }
        var createdAt = mine.get().createdAt();
        var isAnew = approvedAt.filter(at -> !at.equals(createdAt)).isPresent();
        approvedAt = Optional.of(createdAt);
        removed = mine.get().deletion().isPresent();
        return mine.get()
                .deletion()
                .map(Deletion::at)
                .or(() -> isAnew ? Optional.of(createdAt) : Optional.empty())
                .map(this::endAllToldBefore)
                .orElseGet(() -> quietly(this));
    }

    private Decision<SimulatedAgent> endAllToldBefore(Instant at) {
        told.keySet().removeIf(pod -> known(toldAt, pod).isBefore(at));
        var commands = new ArrayList<Command>();
        for (var pod : List.copyOf(pods.keySet())) {
            if (!told.containsKey(pod)) {
                commands.add(drop(pod));
            }
        }
        return with(commands);
    }

    private Command later(String pod) {
        return new Wake(pod, Duration.ofNanos(random.nextLong(SLOWEST_MILLIS * 1_000_000L)));
    }

    private Decision<SimulatedAgent> tick(Tick tick) {
        return with(tick.timer().equals(BEAT) ? beat() : act(tick.timer(), tick.at()));
    }

    private List<Command> act(String pod, Moment at) {
        var bound = told.get(pod);
        if (bound == null) {
            return isOver(pod) ? List.of(drop(pod)) : List.of();
        }
        var uid = bound.pod().uid();
        var before = Optional.ofNullable(pods.get(pod)).filter(state -> state.uid().equals(uid));
        if (bound.deletion().isPresent()) {
            return before.filter(state -> state instanceof PodState.Gone).isPresent()
                    ? List.of()
                    : List.of(be(pod, Things.gone(uid, nodeUid, at.wall())));
        }
        return before.isPresent()
                ? List.of()
                : List.of(be(pod, Things.observed(uid, nodeUid, PodPhase.Running)));
    }

    /// An order to end holds when its record was taken back before it was carried out.
    private boolean isOver(String pod) {
        var state = pods.get(pod);
        return state instanceof PodState.Gone || state != null && ordered.contains(state.uid());
    }

    private Decision<SimulatedAgent> ended(Told<End> end) {
        var pod = end.message().pod();
        Optional.ofNullable(pods.get(pod)).map(PodState::uid).ifPresent(ended::add);
        return pods.get(pod) instanceof PodState.Observed running && !running.phase().isTerminal()
                ? with(
                        List.of(
                                be(
                                        pod,
                                        Things.observed(
                                                running.uid(), nodeUid, PodPhase.Succeeded))))
                : quietly(this);
    }

    private Command be(String pod, PodState state) {
        pods.put(pod, state);
        return Say.that(PodState.TOPIC, PodState.key(node, pod), state);
    }

    private Command drop(String pod) {
        pods.remove(pod);
        return Say.gone(PodState.TOPIC, PodState.key(node, pod));
    }
}
