package io.nodebus.nodeagent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Said;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.Sandbox;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sees every call to the runtime and every state that is said, and protests at once.
final class Witness {
    private final ContainerRuntime truth;
    private final Map<String, Integer> attempts = new HashMap<>();
    private final Map<String, Integer> restarts = new HashMap<>();
    private final Map<String, PodState> newest = new HashMap<>();
    private final Set<String> ordered = new HashSet<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final Map<String, PodState.Observed> terminal = new HashMap<>();

    /// @param truth a runtime that lists containers for a while after they ended, as containerd
    ///   does
    Witness(ContainerRuntime truth) {
        this.truth = truth;
        var _ =
                truth.events(event -> {
                    if (event instanceof RuntimeEvent.Exited exited) {
                        ended.add(exited.containerId());
                    }
                });
    }

    /// What really runs.
    List<ContainerSeen> running() {
        return containers().stream()
                .filter(it -> it.state() == ContainerSeen.State.RUNNING)
                .filter(it -> !ended.contains(it.id()))
                .toList();
    }

    /// The end of a pod was ordered.
    void ordered(String uid) {
        ordered.add(uid);
    }

    void asked(String verb, Object[] args) {
        switch (verb) {
            case "stopContainer" -> container(args[0]).ifPresent(this::requireReasonToStop);
            case "stopSandbox", "removeSandbox" ->
                    running().stream()
                            .filter(it -> it.sandboxId().equals(args[0]))
                            .forEach(this::requireReasonToStop);
            case "createContainer" -> requireNextAttempt(args);
            default -> {}
        }
    }

    private Optional<ContainerSeen> container(Object id) {
        return running().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    private void requireReasonToStop(ContainerSeen container) {
        var sandbox = sandbox(container.sandboxId());
        assertTrue(
                sandbox.isEmpty() || !sandbox.get().ready() || ordered.contains(uid(container)),
                () -> "stopped without an order: " + container);
    }

    private Optional<Sandbox> sandbox(String id) {
        return sandboxes().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    static String uid(ContainerSeen container) {
        return String.valueOf(container.labels().get("io.kubernetes.pod.uid"));
    }

    private void requireNextAttempt(Object[] args) {
        var key = attemptKey(args);
        assertEquals(
                attempts.getOrDefault(key, -1) + 1,
                ((ContainerConfig) args[2]).attempt(),
                () -> "attempts of " + key);
        assertTrue(
                !gone.contains(((SandboxConfig) args[1]).uid()),
                () -> "runs after it left: " + key);
    }

    private static String attemptKey(Object[] args) {
        return ((SandboxConfig) args[1]).uid() + "/" + ((ContainerConfig) args[2]).name();
    }

    /// A call came back, with or without success.
    void done(String verb, Object[] args) {
        if (verb.equals("startContainer")) {
            containers().stream()
                    .filter(it -> it.id().equals(args[0]))
                    .filter(it -> it.state() != ContainerSeen.State.CREATED)
                    .forEach(this::used);
        }
    }

    /// An attempt is used up once it was started, whatever came of it.
    private void used(ContainerSeen container) {
        var before = attempts.getOrDefault(key(container), -1);
        assertTrue(container.attempt() - before <= 1, () -> "skipped an attempt: " + container);
        attempts.put(key(container), container.attempt());
    }

    private static String key(ContainerSeen container) {
        return uid(container) + "/" + container.name();
    }

    /// Something was said.
    void said(Said<?> said) {
        if (!said.topic().equals(PodState.TOPIC)) {
            return;
        }
        if (said.message().isPresent()) {
            var state = (PodState) said.message().get();
            newest.put(said.key(), state);
            said(state);
        } else {
            newest.remove(said.key());
        }
    }

    Optional<PodState> newest(String key) {
        return Optional.ofNullable(newest.get(key));
    }

    private void said(PodState state) {
        switch (state) {
            case PodState.Gone(var uid, _, _, _) -> {
                assertTrue(
                        sandboxes().stream().noneMatch(it -> it.uid().equals(uid)),
                        () -> "said to be gone and is there: " + uid);
                gone.add(uid);
            }
            case PodState.Observed observed -> said(observed);
        }
    }

    private void said(PodState.Observed state) {
        var before = terminal.get(state.uid());
        if (before != null) {
            assertEquals(before.phase(), state.phase(), () -> "rose from the dead: " + state);
        }
        if (state.phase().isTerminal()) {
            terminal.put(state.uid(), state);
        }
        for (var container : state.containers()) {
            var key = state.uid() + "/" + container.name();
            var had = restarts.getOrDefault(key, 0);
            assertTrue(
                    container.restartCount() >= had && container.restartCount() <= had + 1,
                    () ->
                            "restarts of %s went from %d to %d"
                                    .formatted(key, had, container.restartCount()));
            restarts.put(key, container.restartCount());
        }
    }

    /// What must hold at every moment.
    void look() {
        var ready = new HashSet<String>();
        for (var sandbox : sandboxes()) {
            if (sandbox.ready()) {
                assertTrue(ready.add(sandbox.uid()), () -> "two sandboxes: " + sandboxes());
            }
        }
        var running = new HashSet<String>();
        for (var container : running()) {
            assertTrue(running.add(key(container)), () -> "runs twice: " + container);
        }
    }

    /// Nothing can be seen while the runtime is away.
    private List<Sandbox> sandboxes() {
        try {
            return truth.sandboxes();
        } catch (RuntimeFailure away) {
            return List.of();
        }
    }

    private List<ContainerSeen> containers() {
        try {
            return truth.containers();
        } catch (RuntimeFailure away) {
            return List.of();
        }
    }
}
