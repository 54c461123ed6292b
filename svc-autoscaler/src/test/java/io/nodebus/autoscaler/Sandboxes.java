package io.nodebus.autoscaler;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.contracts.pod.PodState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What really runs in the fleet, whatever is said of it.
final class Sandboxes {
    private final Map<String, SimulatedAgent> lived = new HashMap<>();

    /// What must hold at every moment: a uid lives once, and nothing ends without an order.
    void look(Collection<SimulatedAgent> agents, SimulatedApi api) {
        var lives = new HashMap<String, SimulatedAgent>();
        for (var agent : agents) {
            for (var uid : alive(agent)) {
                var other = lives.put(uid, agent);
                assertTrue(
                        other == null,
                        () ->
                                "%s lives twice: on %s and %s"
                                        .formatted(uid, agent.node(), lives.get(uid).node()));
            }
        }
        lived.forEach((uid, agent) -> {
            if (agents.contains(agent) && !lives.containsKey(uid)) {
                assertTrue(
                        agent.ended().contains(uid)
                                || api.ordered().contains(uid)
                                || api.removed().contains(agent.nodeUid()),
                        () -> "%s ended on %s without an order".formatted(uid, agent.node()));
            }
        });
        lived.clear();
        lived.putAll(lives);
    }

    private static Set<String> alive(SimulatedAgent agent) {
        var alive = new HashSet<String>();
        for (var state : agent.pods().values()) {
            if (state instanceof PodState.Observed observed && !observed.phase().isTerminal()) {
                alive.add(observed.uid());
            }
        }
        return alive;
    }
}
