package io.nodebus.nodeagent.simulated;

import static io.nodebus.nodeagent.simulated.Refusals.missing;
import static io.nodebus.nodeagent.simulated.Refusals.refused;

import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The containers of a simulated node. Guarded by the runtime that holds them.
final class FakeContainers {
    private final Ids ids;
    private final Timetable time;
    private final Stage stage;
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();

    FakeContainers(Ids ids, Timetable time, Stage stage) {
        this.ids = ids;
        this.time = time;
        this.stage = stage;
    }

    Optional<FakeContainer> find(String id) {
        return Optional.ofNullable(containers.get(id));
    }

    Collection<FakeContainer> all() {
        return containers.values();
    }

    List<FakeContainer> of(String sandboxId) {
        return containers.values().stream().filter(it -> it.sandboxId.equals(sandboxId)).toList();
    }

    FakeContainer require(String id) {
        return find(id).orElseThrow(() -> missing("container \"" + id + "\": not found"));
    }

    FakeContainer requireRunning(String id) {
        var container = require(id);
        if (!container.runs()) {
            throw refused("container \"" + id + "\" is not running");
        }
        return container;
    }

    String create(String sandboxId, SandboxConfig sandbox, ContainerConfig config, String imageId) {
        var name = name(sandboxId, config);
        var holder = names.get(name);
        if (holder != null) {
            throw Refusals.taken("container", name, holder);
        }
        var log = Path.of(sandbox.logDirectory(), config.logPath());
        var container =
                new FakeContainer(
                        ids.next("container"), sandboxId, config, imageId, log, time.now());
        containers.put(container.id, container);
        names.put(name, container.id);
        return container.id;
    }

    private static String name(String sandboxId, ContainerConfig config) {
        return config.name() + "_" + sandboxId + "_" + config.attempt();
    }

    void start(String id) {
        var container = require(id);
        if (container.state() != ContainerSeen.State.CREATED) {
            throw refused(
                    "container \"%s\" is in state %s, not CREATED"
                            .formatted(id, container.state()));
        }
        switch (Script.read(container.config)) {
            case Play.Runs runs -> stage.start(container, runs);
            case Play.NotFound notFound -> {
                var message = "failed to create containerd task: " + notFound.message();
                stage.neverStarted(container, message);
                throw refused(message);
            }
        }
    }

    void remove(String id) {
        find(id).ifPresent(container -> {
            stage.sigkill(container);
            forget(container);
        });
    }

    void removeOf(String sandboxId) {
        of(sandboxId).forEach(this::forget);
    }

    private void forget(FakeContainer container) {
        containers.remove(container.id);
        names.remove(name(container.sandboxId, container.config));
    }
}
