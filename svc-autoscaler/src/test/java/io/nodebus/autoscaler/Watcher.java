package io.nodebus.autoscaler;

import static io.nodebus.autoscaler.Topics.known;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Place;
import io.nodebus.bus.Bus;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.node.NodeState.Registered;
import io.nodebus.contracts.node.Taint;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodBound.Bound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodPlacement.Placed;
import io.nodebus.contracts.pod.PodState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Listens to everything and knows better: what must hold at every record, worked out in the
/// simplest way there is.
final class Watcher {
    private final Map<String, Place> places = new HashMap<>();
    private final Map<String, NodeDesired> desired = new TreeMap<>();
    private final Map<Place, Registered> lives = new HashMap<>();
    private final Map<String, NodeHealth> health = new TreeMap<>();
    private final Map<String, PodDesired> wanted = new TreeMap<>();
    private final Map<String, PodBound> bound = new TreeMap<>();
    private final Map<String, PodState> pods = new TreeMap<>();
    private final boolean inOrder;

    /// @param inOrder everybody hears everything in the order it was said, so that what was known
    ///   at a decision is what had been said
    Watcher(MemoryBus bus, boolean inOrder) {
        this.inOrder = inOrder;
        bus.hear(
                Set.of(
                        Bus.Ear.all(NodeDesired.TOPIC),
                        Bus.Ear.all(NodeState.TOPIC),
                        Bus.Ear.all(NodeHealth.TOPIC),
                        Bus.Ear.all(PodDesired.TOPIC),
                        Bus.Ear.all(PodPlacement.TOPIC),
                        Bus.Ear.all(PodBound.TOPIC),
                        Bus.Ear.all(PodState.TOPIC)),
                Topics.listener(this::heard));
    }

    private void heard(Heard<?> heard) {
        var key = heard.key();
        if (!note(heard)) {
            return;
        }
        heard.message()
                .ifPresent(message -> {
                    switch (message) {
                        case Placed(var uid, var node, var nodeUid, _) -> {
                            if (isOnce(uid, new Place(node, nodeUid)) && inOrder) {
                                assertMayRun(uid, key, node, nodeUid);
                            }
                        }
                        case Bound(var nodeUid, var pod, _) ->
                                isOnce(pod.uid(), new Place(nodeOf(key), nodeUid));
                        default -> {}
                    }
                });
    }

    private boolean note(Heard<?> heard) {
        heard.message()
                .filter(message -> message instanceof Registered)
                .map(Registered.class::cast)
                .ifPresent(state -> lives.put(new Place(heard.key(), state.nodeUid()), state));
        return Stream.of(
                                keep(heard, NodeDesired.class, desired),
                                keep(heard, NodeHealth.class, health),
                                keep(heard, PodDesired.class, wanted),
                                keep(heard, PodBound.class, bound),
                                keep(heard, PodState.class, pods))
                        .anyMatch(kept -> kept)
                || heard.topic().family().equals(PodPlacement.class);
    }

    private static <M> boolean keep(Heard<?> heard, Class<M> family, Map<String, M> kept) {
        if (!heard.topic().family().equals(family)) {
            return false;
        }
        heard.message()
                .ifPresentOrElse(
                        message -> kept.put(heard.key(), family.cast(message)),
                        () -> kept.remove(heard.key()));
        return true;
    }

    /// A uid is bound once and never again elsewhere. True when this is the first time.
    private boolean isOnce(String uid, Place place) {
        var before = places.putIfAbsent(uid, place);
        if (before != null) {
            assertEquals(before, place, uid + " is bound twice");
        }
        return before == null;
    }

    private void assertMayRun(String uid, String key, String node, String nodeUid) {
        var pod = known(wanted, key).pod();
        assertEquals(uid, pod.uid());
        refusal(pod, node)
                .ifPresent(why -> {
                    throw new AssertionError("%s on %s: %s".formatted(key, node, why));
                });
        assertEquals(nodeUid, ((Approved) known(desired, node)).nodeUid());
    }

    /// Why a pod must not be on a node.
    private Optional<String> refusal(Pod pod, String node) {
        if (!(desired.get(node) instanceof Approved approved)
                || !(health.get(node) instanceof Judged judged)) {
            return Optional.of("it is not there");
        }
        var registered = lives.get(new Place(node, approved.nodeUid()));
        if (registered == null || !approved.nodeUid().equals(judged.nodeUid())) {
            return Optional.of("it is another life");
        }
        if (judged.verdict() != Verdict.Ready
                || approved.unschedulable()
                || approved.deletion().isPresent()) {
            return Optional.of("it takes no pods");
        }
        if (!Stream.concat(approved.taints().stream(), registered.taints().stream())
                .allMatch(taint -> isTolerated(pod, taint))) {
            return Optional.of("it is tainted");
        }
        if (bound.containsKey(PodBound.key(node, pod.key()))) {
            return Optional.of("it has one of this name");
        }
        return resources(pod, registered, node);
    }

    private static boolean isTolerated(Pod pod, Taint taint) {
        return pod.spec().tolerations().stream()
                .anyMatch(toleration -> toleration.key().orElse("").equals(taint.key()));
    }

    private Optional<String> resources(Pod pod, Registered registered, String node) {
        var cpu = Ask.of(pod.spec()).amounts().cpuMilli();
        var free = known(registered.allocatable(), "cpu").milli();
        var count = known(registered.allocatable(), "pods").units();
        for (var entry : bound.entrySet()) {
            if (nodeOf(entry.getKey()).equals(node) && mayStillRun(entry.getKey())) {
                free -= Ask.of(entry.getValue().pod().spec()).amounts().cpuMilli();
                count--;
            }
        }
        return cpu > 0 && free < cpu || count < 1 ? Optional.of("it is full") : Optional.empty();
    }

    private boolean mayStillRun(String key) {
        var uid = known(bound, key).pod().uid();
        return switch (pods.get(key)) {
            case PodState.Gone gone -> !gone.uid().equals(uid);
            case PodState.Observed observed ->
                    !(observed.uid().equals(uid) && observed.phase().isTerminal());
            case null -> true;
        };
    }

    private static String nodeOf(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    /// The order to end it is bound to a node that is off.
    private static boolean waitsForItsNode(
            PodPlacement placement,
            String pod,
            Map<String, PodBound> boundThere,
            Map<String, SimulatedAgent> agents) {
        var node =
                switch (placement) {
                    case Placed placed -> placed.node();
                    case PodPlacement.Evict evict -> evict.node();
                    case PodPlacement.Pending _ -> "";
                };
        var bound = boundThere.get(PodBound.key(node, pod));
        return bound != null && bound.deletion().isPresent() && !known(agents, node).isOn();
    }

    private void assertBound(
            Wanted pod,
            String node,
            Map<String, PodBound> boundThere,
            Map<String, SimulatedAgent> agents) {
        var key = pod.pod().key();
        var isOn = known(agents, node).isOn();
        var there = boundThere.get(PodBound.key(node, key));
        if (there == null && !inOrder && !isOn) {
            // It said Gone, and cannot hear that nothing is bound any more.
            return;
        }
        assertTrue(there != null, key + " is placed and not bound");
        assertEquals(pod.pod(), there.pod());
        assertEquals(pod.deletion(), there.deletion());
        assertFalse(
                pod.deletion().isPresent() && isOn,
                key + " is not ended, though its node is there");
    }

    private static boolean isRegistered(Place life, Map<String, NodeState> registered) {
        var state = registered.get(life.node());
        return state != null && state.nodeUid().equals(life.nodeUid());
    }

    /// What must hold when nothing has happened for a while.
    void assertQuiet(SimulatedApi api, Map<String, SimulatedAgent> agents, MemoryBus bus) {
        // What lies last is what whoever comes next believes.
        Topics.STATE.forEach(bus::compact);
        // A node that was off when all was wiped is registered nowhere until it is back.
        var registered = Topics.newest(bus, NodeState.TOPIC);
        lives.keySet().removeIf(life -> !isRegistered(life, registered));
        api.nodes()
                .forEach((node, approved) ->
                        assertTrue(
                                isRegistered(new Place(node, approved.nodeUid()), registered)
                                        || !known(agents, node).isOn()
                                        || !known(agents, node)
                                                .nodeUid()
                                                .equals(approved.nodeUid()),
                                () -> node + " is on and not registered"));
        var placements = Topics.newest(bus, PodPlacement.TOPIC);
        var boundThere = Topics.newest(bus, PodBound.TOPIC);
        var saidStates = Topics.newest(bus, PodState.TOPIC);
        api.pods()
                .forEach((key, pod) -> {
                    var placement = placements.get(key);
                    assertTrue(placement != null, key + " has no placement");
                    assertEquals(pod.pod().uid(), placement.uid(), key);
                    switch (placement) {
                        case PodPlacement.Pending(_, var because) ->
                                agents.keySet()
                                        .forEach(node ->
                                                assertTrue(
                                                        refusal(pod.pod(), node).isPresent(),
                                                        "%s waits, and fits on %s: %s"
                                                                .formatted(key, node, because)));
                        case Placed(_, var node, _, _) ->
                                assertBound(pod, node, boundThere, agents);
                        case PodPlacement.Evict(_, var node, _, _) -> {
                            assertTrue(pod.deletion().isPresent(), "not evicted: " + placement);
                            assertBound(pod, node, boundThere, agents);
                        }
                    }
                });
        placements.forEach((key, placement) ->
                assertTrue(
                        api.pods().containsKey(key)
                                || waitsForItsNode(placement, key, boundThere, agents),
                        "ghost " + key));
        boundThere.forEach((key, message) -> {
            var agent = known(agents, nodeOf(key));
            var name = key.substring(key.indexOf('/') + 1);
            var isWanted =
                    Optional.ofNullable(api.pods().get(name))
                            .filter(pod -> pod.pod().uid().equals(message.pod().uid()))
                            .isPresent();
            assertTrue(
                    isWanted || message.deletion().isPresent() && !agent.isOn(),
                    "ghost on pods.bound: " + key);
        });
        agents.values().stream()
                .filter(SimulatedAgent::isOn)
                .forEach(agent ->
                        assertEquals(
                                Topics.uids(boundThere, agent.node()),
                                Topics.uidsOf(agent.pods()),
                                agent.node()));
        // Who is off cannot take back what was said once more in its name.
        saidStates.keySet().stream()
                .filter(key -> known(agents, nodeOf(key)).isOn())
                .forEach(key -> assertTrue(boundThere.containsKey(key), "ghost state " + key));
        assertHealth(api, agents, bus);
    }

    private void assertHealth(SimulatedApi api, Map<String, SimulatedAgent> agents, MemoryBus bus) {
        var judged = Topics.newest(bus, NodeHealth.TOPIC);
        if (inOrder) {
            assertEquals(api.nodes().keySet(), judged.keySet());
        }
        // A life that only a repeated record speaks of may be approved. It is never heard, and not
        // judged while the bus is suspected.
        assertTrue(
                api.nodes().keySet().containsAll(judged.keySet()),
                () -> "ghosts among " + judged.keySet());
        api.nodes()
                .forEach((node, approved) ->
                        assertTrue(
                                judged.containsKey(node)
                                        || !known(agents, node).isOn()
                                        || !known(agents, node)
                                                .nodeUid()
                                                .equals(approved.nodeUid()),
                                () -> node + " is not judged"));
        judged.forEach((node, said) -> {
            var agent = known(agents, node);
            var verdict = ((Judged) said).verdict();
            var approved = known(api.nodes(), node).nodeUid();
            if (agent.isOn() && agent.nodeUid().equals(approved)) {
                assertEquals(
                        agent.isRuntimeReady() ? Verdict.Ready : Verdict.NotReady, verdict, node);
            }
        });
    }
}
