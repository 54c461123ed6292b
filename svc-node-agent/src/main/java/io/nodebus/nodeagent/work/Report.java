package io.nodebus.nodeagent.work;

import io.nodebus.bus.decide.Command.Say;
import io.nodebus.contracts.pod.ContainerPort;
import io.nodebus.contracts.pod.PodState;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a pod looks like from outside. Said whenever it changes.
final class Report {
    private Report() {}

    /// Says what is new about a pod, if anything is. A pod whose name belongs to another by now has
    /// no key to say it under.
    static NodeWork of(NodeWork work, PodWork pod, Turn turn) {
        if (!work.boundAs(pod.key()).map(PodWork::uid).equals(Optional.of(pod.uid()))) {
            return work;
        }
        var key = PodState.key(turn.node().name(), pod.key());
        var state = state(pod, turn.node());
        if (state.equals(work.said().get(key))) {
            return work;
        }
        turn.say(Say.that(PodState.TOPIC, key, state));
        return work.said(key, state);
    }

    private static PodState state(PodWork pod, ThisNode node) {
        return pod.stage() instanceof Stage.Gone(var said) ? said : observed(pod, node);
    }

    static PodState.Observed observed(PodWork pod, ThisNode node) {
        var metadata = pod.pod().metadata();
        var containers = pod.containers().values();
        return new PodState.Observed(
                pod.uid(),
                node.uid(),
                pod.phase(node.runtime()),
                pod.sandboxes().usable().flatMap(Sandboxes.Known::address),
                Optional.of(node.address()),
                pod.story().startedAt(),
                !containers.isEmpty() && containers.stream().allMatch(ContainerWork::isReady),
                pod.stage() instanceof Stage.Ending,
                pod.statuses(node.runtime()),
                metadata.labels(),
                namedPorts(pod),
                Optional.of(hostname(pod)),
                pod.spec().subdomain(),
                pod.story().because());
    }

    private static SortedMap<String, Integer> namedPorts(PodWork pod) {
        var named = new TreeMap<String, Integer>();
        for (var container : pod.spec().containers()) {
            for (ContainerPort port : container.ports()) {
                port.name().ifPresent(name -> named.putIfAbsent(name, port.containerPort()));
            }
        }
        return named;
    }

    /// What the pod calls itself; the kernel takes 63 characters.
    static String hostname(PodWork pod) {
        var name = pod.spec().hostname().or(() -> pod.pod().metadata().name()).orElse("");
        return name.length() <= 63 ? name : name.substring(0, 63).replaceAll("[-.]+$", "");
    }
}
