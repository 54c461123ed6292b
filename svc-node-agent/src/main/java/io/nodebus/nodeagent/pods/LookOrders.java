package io.nodebus.nodeagent.pods;

import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.Sandbox;
import io.nodebus.nodeagent.work.PodOrder;
import io.nodebus.nodeagent.work.PodOutcome;
import io.nodebus.nodeagent.work.PodOutcome.PodSeen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Looks at what there is: in the runtime, and in the folder of logs.
final class LookOrders {
    private static final String LOG = ".log";

    private final ContainerRuntime runtime;
    private final Path logRoot;

    LookOrders(ContainerRuntime runtime, Path logRoot) {
        this.runtime = runtime;
        this.logRoot = logRoot;
    }

    PodOutcome at(PodOrder.LookAtPod order) {
        try {
            var seen = seen(order.asOf(), order.uid()::equals, Set.of()).get(order.uid());
            return seen == null
                    ? new PodSeen(order.uid(), order.asOf(), List.of(), List.of())
                    : seen;
        } catch (RuntimeException e) {
            return new PodOutcome.Unseen(order.uid(), Words.of(e));
        }
    }

    PodOutcome at(PodOrder.LookAtNode order) {
        try {
            var seen = seen(order.asOf(), uid -> !uid.isEmpty(), order.running());
            return new PodOutcome.NodeSeen(order.asOf(), seen, order.logs() ? logged() : Map.of());
        } catch (RuntimeException e) {
            return new PodOutcome.Unseen("", Words.of(e));
        }
    }

    /// Sandboxes first: a container that is listed then has one.
    private Map<String, PodSeen> seen(long asOf, Predicate<String> uids, Set<String> running) {
        var sandboxes = new TreeMap<String, List<Sandbox>>();
        var uidOf = new HashMap<String, String>();
        for (var sandbox : runtime.sandboxes()) {
            if (uids.test(sandbox.uid())) {
                uidOf.put(sandbox.id(), sandbox.uid());
                sandboxes
                        .computeIfAbsent(sandbox.uid(), _ -> new ArrayList<>())
                        .add(withAddress(sandbox));
            }
        }
        var containers = new TreeMap<String, List<ContainerSeen>>();
        for (var listed : runtime.containers()) {
            var uid = uidOf.get(listed.sandboxId());
            if (uid != null) {
                inFull(listed, running)
                        .ifPresent(seen ->
                                containers.computeIfAbsent(uid, _ -> new ArrayList<>()).add(seen));
            }
        }
        var pods = new TreeMap<String, PodSeen>();
        sandboxes.forEach((uid, of) ->
                pods.put(uid, new PodSeen(uid, asOf, of, containers.getOrDefault(uid, List.of()))));
        return pods;
    }

    private Sandbox withAddress(Sandbox sandbox) {
        return sandbox.ready() ? runtime.sandbox(sandbox.id()).orElse(sandbox) : sandbox;
    }

    /// The list has neither times nor exit codes; one that runs as it ran needs none.
    private Optional<ContainerSeen> inFull(ContainerSeen listed, Set<String> running) {
        return listed.state() == ContainerSeen.State.RUNNING && running.contains(listed.id())
                ? Optional.of(listed)
                : runtime.container(listed.id());
    }

    // --- logs: <namespace>_<name>_<uid>/<container>/<attempt>.log

    private Map<String, Map<String, Integer>> logged() {
        var logged = new TreeMap<String, Map<String, Integer>>();
        for (var pod : folder(logRoot)) {
            var name = pod.getFileName().toString();
            logged.put(name.substring(name.lastIndexOf('_') + 1), loggedOf(pod));
        }
        return logged;
    }

    private static Map<String, Integer> loggedOf(Path pod) {
        var attempts = new TreeMap<String, Integer>();
        for (var container : folder(pod)) {
            folder(container).stream()
                    .map(LookOrders::attempt)
                    .flatMap(Optional::stream)
                    .max(Integer::compare)
                    .ifPresent(
                            attempt -> attempts.put(container.getFileName().toString(), attempt));
        }
        return attempts;
    }

    private static Optional<Integer> attempt(Path log) {
        var name = log.getFileName().toString();
        var number = name.endsWith(LOG) ? name.substring(0, name.length() - LOG.length()) : "";
        return number.matches("\\d{1,9}")
                ? Optional.of(Integer.parseInt(number))
                : Optional.empty();
    }

    private static List<Path> folder(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + path, e);
        }
    }
}
