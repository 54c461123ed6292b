package io.nodebus.autoscaler.health;

import static io.nodebus.contracts.node.NodeHealth.Verdict.Lost;
import static io.nodebus.contracts.node.NodeHealth.Verdict.NotReady;
import static io.nodebus.contracts.node.NodeHealth.Verdict.Ready;
import static io.nodebus.contracts.node.NodeHealth.Verdict.Unknown;

import io.nodebus.autoscaler.fleet.Life;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.autoscaler.fleet.Noted;
import io.nodebus.autoscaler.fleet.Vigil;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.node.NodeCondition;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeState.Registered;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What holds for one node at one moment.
///
/// @param silenceCounts false while the bus is away or suspected: nobody is judged for silence
record Verdicts(AutoscalerSettings settings, Vigil vigil, boolean silenceCounts, Duration now) {
    /// Heartbeats come every 10 s. One that is late by half is not waited for when somebody else
    /// speaks under the node's name.
    static final Duration A_BEAT_AND_A_HALF = Duration.ofSeconds(15);

    private static final String RUNTIME_READY = "ContainerRuntimeReady";

    record Finding(Verdict verdict, Because because) {}

    /// What is to be said of a node; empty when nothing is known that would change what was said.
    Optional<Finding> of(Node node) {
        return node.judged()
                .map(judged -> again(node, judged))
                .orElseGet(() -> first(node))
                .filter(found -> node.judged().map(judged -> isNews(found, judged)).orElse(true));
    }

    private static boolean isNews(Finding found, Judged judged) {
        return found.verdict() != judged.verdict()
                || found.verdict() == NotReady
                        && !found.because().message().equals(judged.because().message());
    }

    /// A life nobody judged yet gets the benefit of the doubt: it registered, so it was there.
    private Optional<Finding> first(Node node) {
        return wellness(node)
                .or(() ->
                        Optional.of(silent(node, Unknown, settings.unknownAfter()))
                                .filter(_ -> isSilentFor(node, settings.unknownAfter())));
    }

    private Optional<Finding> again(Node node, Judged judged) {
        if (isReplaced(node)) {
            return Optional.of(replaced(node, node.stranger().orElseThrow()));
        }
        return switch (judged.verdict()) {
            case Ready, NotReady ->
                    isSilentFor(node, settings.unknownAfter())
                            ? Optional.of(silent(node, Unknown, settings.unknownAfter()))
                            : wellness(node);
            case Unknown ->
                    hasSpokenSince(node)
                            ? wellness(node)
                            : Optional.of(silent(node, Lost, settings.lostAfter()))
                                    .filter(_ -> isSilentFor(node, settings.lostAfter()));
            case Lost -> hasSpokenSince(node) ? wellness(node) : Optional.empty();
        };
    }

    private boolean isSilentFor(Node node, Duration limit) {
        return silenceCounts && silence(node).compareTo(limit) >= 0;
    }

    /// How long a node was silent, as far as it could have been heard.
    Duration silence(Node node) {
        var sinceKnown = now.minus(node.knownSince());
        var silence = node.life().map(this::silence).orElse(now.minus(vigil.since()));
        return silence.compareTo(sinceKnown) < 0 ? silence : sinceKnown;
    }

    private Duration silence(Life life) {
        return vigil.silence(life, now);
    }

    private static boolean hasSpokenSince(Node node) {
        return node.life()
                .flatMap(Life::sign)
                .flatMap(sign ->
                        node.judgement().map(judgement -> sign.compareTo(judgement.at()) > 0))
                .orElse(false);
    }

    /// Another life registered under this name and speaks, and this one does not: its disk is gone.
    /// While both speak, the approved one counts.
    boolean isReplaced(Node node) {
        return node.stranger()
                .filter(stranger -> stranger.registered().isPresent())
                .flatMap(Life::sign)
                .filter(sign -> sign.compareTo(now.minus(silence(node))) > 0)
                .filter(sign -> now.minus(sign).compareTo(settings.unknownAfter()) < 0)
                .filter(_ -> silence(node).compareTo(A_BEAT_AND_A_HALF) >= 0)
                .isPresent();
    }

    private static Optional<Finding> wellness(Node node) {
        return node.registered().map(Verdicts::wellness);
    }

    private static Finding wellness(Noted<Registered> registered) {
        return registered.record().conditions().stream()
                .filter(condition -> condition.type().equals(RUNTIME_READY) && !condition.status())
                .findFirst()
                .map(condition -> unready(condition, registered))
                .orElseGet(() -> ready(registered));
    }

    private static Finding ready(Noted<Registered> registered) {
        return new Finding(
                Ready,
                because(
                        "Heard",
                        "it registered, speaks, and its container runtime is ready",
                        Map.of(),
                        List.of(registered.evidence())));
    }

    private static Finding unready(NodeCondition condition, Noted<Registered> registered) {
        return new Finding(
                NotReady,
                because(
                        "RuntimeNotReady",
                        "its container runtime is not ready: %s: %s"
                                .formatted(condition.reason(), condition.message()),
                        Map.of(condition.type(), "false"),
                        List.of(registered.evidence())));
    }

    private Finding silent(Node node, Verdict verdict, Duration limit) {
        var silence = silence(node);
        var heardOnce = node.life().flatMap(Life::signedBy);
        return new Finding(
                verdict,
                because(
                        node.registered().isPresent() ? "Silent" : "NeverHeard",
                        "not heard for %d s while the bus was there; %s after %d s"
                                .formatted(silence.toSeconds(), verdict, limit.toSeconds()),
                        Map.of("silentSeconds", Long.toString(silence.toSeconds())),
                        Stream.concat(
                                        heardOnce.stream(),
                                        node.registered().map(Noted::evidence).stream())
                                .toList()));
    }

    private Finding replaced(Node node, Life stranger) {
        return new Finding(
                Lost,
                because(
                        "NodeUidReplaced",
                        "a node of another uid speaks under this name, and this one was silent for %d s; approve the new one to replace it"
                                .formatted(silence(node).toSeconds()),
                        Map.of("newNodeUid", stranger.nodeUid()),
                        Stream.concat(
                                        stranger.signedBy().stream(),
                                        stranger.registered().map(Noted::evidence).stream())
                                .toList()));
    }

    private static Because because(
            String reason, String message, Map<String, String> figures, List<Evidence> evidence) {
        return new Because(reason, message, figures, evidence);
    }
}
