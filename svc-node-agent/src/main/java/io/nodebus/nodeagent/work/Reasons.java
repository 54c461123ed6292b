package io.nodebus.nodeagent.work;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.pod.ContainerState;
import io.nodebus.nodeagent.resources.Room;
import io.nodebus.nodeagent.work.PodOutcome.ContainerFailed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Every word this room says, in one place. Reasons that kubelet has are spelled as there.
final class Reasons {
    private Reasons() {}

    static Because refused(PodWork pod, Room.Shortage shortage) {
        return because(
                pod,
                shortage.reason(),
                shortage.message(),
                figures(
                        "requested",
                        shortage.requested(),
                        "used",
                        shortage.used(),
                        "capacity",
                        shortage.capacity()));
    }

    static Because restarting(PodWork pod, ContainerWork container, Duration waited) {
        var figures = ended(container);
        figures.put("restartCount", String.valueOf(container.next()));
        figures.put("backoffSeconds", seconds(waited));
        return because(
                pod,
                "Restarting",
                "container %s ended%s and is started again, restart %d"
                        .formatted(container.name(), how(container), container.next()),
                figures);
    }

    static Because crashLoop(PodWork pod, ContainerWork container, Duration delay) {
        var figures = ended(container);
        figures.put("restartCount", String.valueOf(container.restartCount()));
        figures.put("backoffSeconds", seconds(delay));
        return because(
                pod,
                "CrashLoopBackOff",
                backOffSentence(pod, container, delay) + ", which ended" + how(container),
                figures);
    }

    /// kubelet's sentence.
    static String backOffSentence(PodWork pod, ContainerWork container, Duration delay) {
        return "back-off %ss restarting failed container=%s pod=%s_%s(%s)"
                .formatted(
                        seconds(delay),
                        container.name(),
                        pod.pod().metadata().name().orElse(""),
                        pod.pod().metadata().namespace().orElse(""),
                        pod.uid());
    }

    static Because lost(PodWork pod, ContainerWork container) {
        return because(
                pod,
                "ContainerStatusUnknown",
                "container %s ran and the runtime does not know it any more"
                        .formatted(container.name()),
                figures("container", container.name(), "attempt", container.restartCount()));
    }

    static Because outOfMemory(PodWork pod, ContainerWork container) {
        var limit = container.spec().requirements().limit("memory");
        var figures = ended(container);
        limit.ifPresent(it -> figures.put("memoryLimit", it.text()));
        return because(
                pod,
                "OOMKilled",
                limit.map(it ->
                                "container %s wanted more memory than its limit of %s and was ended by the kernel"
                                        .formatted(container.name(), it))
                        .orElseGet(() ->
                                "container %s was ended by the kernel for want of memory"
                                        .formatted(container.name())),
                figures);
    }

    static Because imageFailed(
            PodWork pod, ContainerWork container, String reason, String message) {
        return because(
                pod,
                reason,
                message,
                figures(
                        "container",
                        container.name(),
                        "image",
                        container.spec().image(),
                        "policy",
                        container.spec().pulls(),
                        "backoffSeconds",
                        seconds(container.tries().pulls().delay())));
    }

    static Because pulled(PodWork pod, ContainerWork container) {
        return because(
                pod,
                "Pulled",
                "image %s was fetched for container %s"
                        .formatted(container.spec().image(), container.name()),
                figures("container", container.name(), "image", container.spec().image()));
    }

    static Because startFailed(
            PodWork pod, ContainerWork container, String reason, ContainerFailed failed) {
        return because(
                pod,
                reason,
                failed.message(),
                figures(
                        "container",
                        container.name(),
                        "attempt",
                        failed.attempt(),
                        "backoffSeconds",
                        seconds(container.tries().refusals().delay())));
    }

    static Because sandboxFailed(PodWork pod, int attempt, String message) {
        return because(
                pod,
                "FailedCreatePodSandBox",
                message,
                figures(
                        "attempt",
                        attempt,
                        "backoffSeconds",
                        seconds(pod.sandboxes().refusals().delay())));
    }

    static Because sandboxChanged(PodWork pod, int attempt) {
        return because(
                pod,
                "SandboxChanged",
                "the pod's sandbox is not there or not usable, so the pod is made anew in another"
                        + " one",
                figures("attempt", attempt));
    }

    static Because stopFailed(PodWork pod, String what, String message) {
        return because(
                pod,
                "FailedKillPod",
                message,
                figures(
                        "what",
                        what,
                        "backoffSeconds",
                        seconds(pod.sandboxes().refusals().delay())));
    }

    static Because killing(PodWork pod, Deletion deletion) {
        var evidence = new ArrayList<>(deletion.because().evidence());
        evidence.add(pod.wanted().evidence());
        return new Because(
                "Killing",
                "its deletion was ordered: %s".formatted(deletion.because().message()),
                figures(
                        "graceSeconds",
                        deletion.graceSeconds(),
                        "deletionReason",
                        deletion.because().reason()),
                evidence);
    }

    static Because superseded(PodWork pod, String byUid) {
        return because(
                pod, "Superseded", "its name is bound to another pod now", figures("byUid", byUid));
    }

    static Because planeAccepted(PodWork pod, String plane) {
        return because(
                pod,
                "PlaneAccepted",
                "the record that bound it is absent, and people accepted what this plane does not"
                        + " have",
                figures("plane", plane));
    }

    static Because orphaned(PodWork pod) {
        return because(
                pod,
                "Orphaned",
                "the record that bound it is gone and nothing ordered its end: it is kept. To end"
                        + " it: nodebus node accept-plane NODE",
                Map.of());
    }

    static Because stranger(NodeWork.Stranger stranger) {
        return new Because(
                "Orphaned",
                "it runs here and nothing binds it to this node: it is left alone. To end it:"
                        + " nodebus node accept-plane NODE",
                figures(
                        "sandboxes",
                        stranger.seen().sandboxes().size(),
                        "containers",
                        stranger.seen().containers().size()),
                List.of());
    }

    static Because strangerEnds(String plane) {
        return new Because(
                "PlaneAccepted",
                "nothing binds it to this node, and people accepted what this plane does not have",
                figures("plane", plane),
                List.of());
    }

    static Because ghost() {
        return new Because(
                "Forgotten",
                "nothing of it is on the node and nothing binds it to the node: its last state is"
                        + " withdrawn",
                Map.of(),
                List.of());
    }

    static Because leftover() {
        return new Because(
                "Leftover",
                "this pod has left the node, and what the runtime still had of it is removed",
                Map.of(),
                List.of());
    }

    static Because gone(PodWork pod, Because why) {
        return because(
                pod,
                "Gone",
                "nothing of it is left on the node: %s".formatted(why.message()),
                figures("after", why.reason()));
    }

    private static Because because(
            PodWork pod, String reason, String message, Map<String, String> figures) {
        return new Because(reason, message, figures, List.of(pod.wanted().evidence()));
    }

    private static SequencedMap<String, String> ended(ContainerWork container) {
        var figures = new LinkedHashMap<String, String>();
        figures.put("container", container.name());
        container
                .phase()
                .lastEnd()
                .ifPresent(end -> {
                    figures.put("exitCode", String.valueOf(end.exitCode()));
                    figures.put("exitReason", end.reason());
                });
        return figures;
    }

    private static String how(ContainerWork container) {
        return container.phase().lastEnd().map(Reasons::how).orElse("");
    }

    private static String how(ContainerState.Terminated end) {
        return " with exit code %d (%s)".formatted(end.exitCode(), end.reason());
    }

    private static String seconds(Duration duration) {
        return String.valueOf(duration.toSeconds());
    }

    private static SequencedMap<String, String> figures(Object... namesAndValues) {
        var figures = new LinkedHashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            figures.put(String.valueOf(namesAndValues[i]), String.valueOf(namesAndValues[i + 1]));
        }
        return figures;
    }
}
