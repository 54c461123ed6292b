package io.nodebus.nodeagent;

import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.nodeagent.nodeapi.NodePods;
import io.nodebus.nodeagent.nodeapi.PodHere;
import io.nodebus.nodeagent.work.NodeWork;
import io.nodebus.nodeagent.work.PodView;
import io.nodebus.nodeagent.work.ThisNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The pods of this node for its API: looked at in the loop that decides on them, so that what is
/// shown is what is known. Asked from virtual threads, answered on the loop.
final class PodsHere implements NodePods {
    private final ThisNode node;
    private final CompletableFuture<DecisionLoop<NodeWork>> loop = new CompletableFuture<>();

    PodsHere(ThisNode node) {
        this.node = node;
    }

    /// The API opens before the loop runs, because the loop says where the API is.
    void areDecidedIn(DecisionLoop<NodeWork> running) {
        loop.complete(running);
    }

    @Override
    public List<PodHere> all() {
        return loop.join().look(work -> work.views(node)).await().stream()
                .map(PodsHere::here)
                .toList();
    }

    @Override
    public Optional<PodHere> find(String namespace, String name) {
        var key = namespace + "/" + name;
        return all().stream().filter(here -> here.pod().key().equals(key)).findFirst();
    }

    private static PodHere here(PodView view) {
        return new PodHere(
                view.pod(),
                view.state(),
                view.sandboxId(),
                view.containers().stream().map(container -> container(view, container)).toList());
    }

    private static PodHere.Container container(PodView pod, PodView.ContainerView container) {
        return new PodHere.Container(
                container.name(),
                container
                        .newest()
                        .map(newest ->
                                new PodHere.Attempt(
                                        newest.containerId(),
                                        newest.number(),
                                        log(pod, container, newest.number()),
                                        newest.startedAt(),
                                        newest.running())),
                container
                        .previous()
                        .map(number ->
                                new PodHere.Attempt(
                                        "",
                                        number,
                                        log(pod, container, number),
                                        Optional.empty(),
                                        false)));
    }

    private static Path log(PodView pod, PodView.ContainerView container, int attempt) {
        return Path.of(pod.logDirectory(), container.name(), attempt + ".log");
    }
}
