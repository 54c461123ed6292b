package io.nodebus.nodeagent.nodeapi;

import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.pod.PodState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A view of pods that a test fills.
final class Pods implements NodePods {
    static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

    private final List<PodHere> pods = new CopyOnWriteArrayList<>();

    @Override
    public List<PodHere> all() {
        return List.copyOf(pods);
    }

    @Override
    public Optional<PodHere> find(String namespace, String name) {
        return pods.stream().filter(p -> p.pod().key().equals(namespace + "/" + name)).findFirst();
    }

    /// In place of what was there by that name.
    void put(String name, Optional<String> sandbox, PodHere.Container... containers) {
        pods.removeIf(p -> p.pod().key().equals("default/" + name));
        pods.add(new PodHere(pod(name), state(name), sandbox, List.of(containers)));
    }

    static PodHere.Attempt attempt(String id, Path log, boolean running) {
        return new PodHere.Attempt(id, 0, log, Optional.of(STARTED), running);
    }

    private static Pod pod(String name) {
        var plain = ObjectMeta.named("default", name);
        var metadata =
                new ObjectMeta(
                        plain.name(),
                        plain.generateName(),
                        plain.namespace(),
                        Optional.of(name + "-uid"),
                        plain.resourceVersion(),
                        plain.generation(),
                        plain.creationTimestamp(),
                        plain.deletionTimestamp(),
                        plain.deletionGracePeriodSeconds(),
                        Map.of("app", name),
                        Map.of());
        return new Pod(
                metadata,
                new PodSpec(
                        new ArrayList<>(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static PodState.Observed state(String name) {
        return new PodState.Observed(
                name + "-uid",
                "node-uid",
                PodPhase.Running,
                Optional.of("10.64.7.2"),
                Optional.of("100.64.0.2"),
                Optional.of(STARTED),
                true,
                false,
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
