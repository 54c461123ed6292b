package io.nodebus.autoscaler.health;

import io.nodebus.autoscaler.fleet.Fleet;
import io.nodebus.autoscaler.fleet.Judgement;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.node.RouteState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The one place where the health of nodes is judged.
public record Health(AutoscalerSettings settings) {
    public static final String TIMER = "health";
    private static final String PLANE = "plane";
    private static final Duration A_BEAT = Duration.ofSeconds(10);
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    /// Judges nodes that changed, and asks to be woken when the next one could have been silent too
    /// long.
    public Decision<Fleet> judge(Fleet fleet, List<Node> changed, Moment at) {
        return changed.isEmpty() ? Decision.quietly(fleet) : judgeAll(fleet, changed, at);
    }

    /// Judges all nodes, because time passed.
    public Decision<Fleet> timePassed(Fleet fleet, Moment at) {
        return judgeAll(fleet, fleet.nodes().known(), at);
    }

    private Decision<Fleet> judgeAll(Fleet fleet, List<Node> nodes, Moment at) {
        var commands = new ArrayList<Command>();
        var next = suspect(fleet, at, commands);
        var verdicts = verdicts(next, at);
        for (var node : nodes) {
            if (node.isRemoved()) {
                forget(next, node, at, commands);
            } else if (node.isTaken()) {
                verdicts.of(node).ifPresent(found -> say(next, node, found, at, commands));
            }
        }
        untilNext(next, at).map(after -> new Wake(TIMER, after)).ifPresent(commands::add);
        return new Decision<>(next, commands);
    }

    private Verdicts verdicts(Fleet fleet, Moment at) {
        var vigil = fleet.vigil();
        return new Verdicts(settings, vigil, vigil.listening() && !vigil.suspect(), at.since());
    }

    /// Suspects the bus when it would otherwise judge somebody for silence; trusts it again when
    /// few enough are silent.
    private Fleet suspect(Fleet fleet, Moment at, List<Command> commands) {
        var all = fleet.nodes().known();
        var verdicts = verdicts(fleet, at);
        var suspicion = Suspicion.of(all, verdicts);
        if (fleet.vigil().suspect()) {
            if (suspicion.isFounded()) {
                return fleet;
            }
            commands.add(decided(PLANE, "", at, suspicion.dispelled()));
            return fleet.with(fleet.vigil().trusting(at.since()));
        }
        if (!suspicion.isFounded() || all.stream().noneMatch(node -> isDue(node, verdicts))) {
            return fleet;
        }
        commands.add(decided(PLANE, "", at, suspicion.founded()));
        return fleet.with(fleet.vigil().suspecting());
    }

    private boolean isDue(Node node, Verdicts verdicts) {
        return node.isTaken()
                && !node.isRemoved()
                && limit(node)
                        .filter(limit -> verdicts.silence(node).compareTo(limit) >= 0)
                        .isPresent();
    }

    /// After which silence a node is judged anew.
    private Optional<Duration> limit(Node node) {
        return node.judged()
                .map(Judged::verdict)
                .map(verdict ->
                        switch (verdict) {
                            case Ready, NotReady -> Optional.of(settings.unknownAfter());
                            case Unknown -> Optional.of(settings.lostAfter());
                            case Lost -> Optional.<Duration>empty();
                        })
                .orElse(Optional.of(settings.unknownAfter()));
    }

    private static void say(
            Fleet fleet, Node node, Verdicts.Finding found, Moment at, List<Command> commands) {
        var approved = node.approved().orElseThrow().record();
        var judged =
                new Judged(
                        approved.nodeUid(),
                        found.verdict(),
                        node.judged().map(Judged::draining).orElse(false),
                        node.judged()
                                .filter(before -> before.verdict() == found.verdict())
                                .map(Judged::since)
                                .orElse(at.wall()),
                        found.because());
        fleet.nodes().judge(node.with(new Judgement(judged, at.since())));
        commands.add(Say.that(NodeHealth.TOPIC, node.name(), judged));
        commands.add(decided("node/" + node.name(), approved.uid(), at, titled(judged)));
    }

    /// The reason of a decision is what became of the node; why is in its sentence.
    private static Because titled(Judged judged) {
        var why = judged.because();
        return new Because(judged.verdict().name(), why.message(), why.figures(), why.evidence());
    }

    /// A removed node is over: what it said of itself goes, and its health last.
    private static void forget(Fleet fleet, Node node, Moment at, List<Command> commands) {
        if (!isRemembered(node)) {
            return;
        }
        fleet.nodes().judge(node.unregistered().unjudged());
        commands.add(Say.gone(NodeState.TOPIC, node.name()));
        commands.add(Say.gone(RouteState.TOPIC, node.name()));
        commands.add(Say.gone(NodeHealth.TOPIC, node.name()));
        var approved = node.approved().orElseThrow();
        commands.add(
                decided(
                        "node/" + node.name(),
                        approved.record().uid(),
                        at,
                        new Because(
                                "Removed",
                                "people removed it: its records are taken back",
                                Map.of(),
                                List.of(approved.evidence()))));
    }

    private static boolean isRemembered(Node node) {
        return node.judgement().isPresent()
                || node.lives().values().stream().anyMatch(life -> life.registered().isPresent());
    }

    private static Command decided(String object, String uid, Moment at, Because because) {
        return Say.that(
                DecisionRecord.SCALING, object, new Decided(object, uid, at.wall(), because));
    }

    /// When the next node could have been silent for too long; empty when there is none. Signs
    /// heard until then only move it further away, so nothing is done at a heartbeat.
    private Optional<Duration> untilNext(Fleet fleet, Moment at) {
        var verdicts = verdicts(fleet, at);
        return fleet.nodes().known().stream()
                .filter(node -> node.isTaken() && !node.isRemoved())
                .flatMap(node -> limits(node).map(limit -> limit.minus(verdicts.silence(node))))
                .min(Duration::compareTo)
                .map(next -> longer(next, fleet.vigil().suspect() ? A_BEAT : A_MOMENT));
    }

    private Stream<Duration> limits(Node node) {
        var replaced =
                node.stranger()
                        .filter(stranger -> stranger.sign().isPresent())
                        .filter(_ -> limit(node).isPresent())
                        .map(_ -> Verdicts.A_BEAT_AND_A_HALF);
        return Stream.concat(limit(node).stream(), replaced.stream());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
