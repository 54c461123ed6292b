package io.nodebus.autoscaler;

import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.fleet.Judgement;
import io.nodebus.autoscaler.fleet.Place;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.loop.Owned;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What our topics should hold, as the fleet is known (design law 2).
final class Implied {
    private Implied() {}

    /// A plane that is not ours holds nothing of ours, and nothing there is ours to take back.
    static <M> Owned<Fleet, M> owned(
            Topic<M> topic, Function<Fleet, Map<String, M>> implied, Topic<?> input) {
        return Owned.<Fleet, M>all(
                        topic, fleet -> fleet.mayDecide() ? implied.apply(fleet) : Map.of())
                .sparing((fleet, _) -> !fleet.mayDecide())
                .from(input);
    }

    /// What a life of a node said that is over, nobody but us can take back; also when it comes
    /// late, and when nothing else is known of that life or of its node.
    static Owned<Fleet, PodState> statesOfPastLives() {
        return Owned.<Fleet, PodState>all(PodState.TOPIC, _ -> Map.of())
                .sparing((fleet, heard) -> !fleet.mayDecide() || !isOver(fleet, heard))
                .from(NodeDesired.TOPIC);
    }

    private static boolean isOver(Fleet fleet, Heard<PodState> heard) {
        var node = heard.key().substring(0, heard.key().indexOf('/'));
        return heard.message()
                .filter(state ->
                        fleet.nodes().isOver(new Place(node, state.nodeUid()))
                                || fleet.nodes().node(node).isUnknown(state.nodeUid()))
                .isPresent();
    }

    /// What was decided and holds, whatever the topics say.
    static List<Command> all(Fleet fleet) {
        var says = new ArrayList<Command>();
        placements(fleet).forEach((key, said) -> says.add(Say.that(PodPlacement.TOPIC, key, said)));
        bound(fleet).forEach((key, said) -> says.add(Say.that(PodBound.TOPIC, key, said)));
        health(fleet).forEach((key, said) -> says.add(Say.that(NodeHealth.TOPIC, key, said)));
        return says;
    }

    static Map<String, PodPlacement> placements(Fleet fleet) {
        var implied = new TreeMap<String, PodPlacement>();
        fleet.pods()
                .all()
                .forEach((key, records) ->
                        records.placement().ifPresent(placement -> implied.put(key, placement)));
        return implied;
    }

    static Map<String, PodBound> bound(Fleet fleet) {
        var implied = new TreeMap<String, PodBound>();
        fleet.pods()
                .all()
                .forEach((key, records) ->
                        records.bound()
                                .forEach((node, held) ->
                                        implied.put(PodBound.key(node, key), held.record())));
        return implied;
    }

    static Map<String, NodeHealth> health(Fleet fleet) {
        var implied = new TreeMap<String, NodeHealth>();
        for (var node : fleet.nodes().all()) {
            node.judgement()
                    .map(Judgement::judged)
                    .ifPresent(judged -> implied.put(node.name(), judged));
        }
        return implied;
    }
}
