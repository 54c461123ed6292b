package io.nodebus.nodeagent.simulated;

import static io.nodebus.nodeagent.simulated.Refusals.missing;
import static io.nodebus.nodeagent.simulated.Refusals.refused;

import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The sandboxes of a simulated node. Guarded by the runtime that holds them.
final class FakeSandboxes {
    private static final int KILLED = 137;

    private final Ids ids;
    private final Timetable time;
    private final AddressPool addresses;
    private final Consumer<RuntimeEvent> events;
    private final Map<String, FakeSandbox> sandboxes = new LinkedHashMap<>();
    private final Map<String, String> names = new HashMap<>();

    FakeSandboxes(Ids ids, Timetable time, AddressPool addresses, Consumer<RuntimeEvent> events) {
        this.ids = ids;
        this.time = time;
        this.addresses = addresses;
        this.events = events;
    }

    Optional<FakeSandbox> find(String id) {
        return Optional.ofNullable(sandboxes.get(id));
    }

    Collection<FakeSandbox> all() {
        return sandboxes.values();
    }

    String run(SandboxConfig config) {
        var name = name(config);
        var holder = names.get(name);
        if (holder != null) {
            throw Refusals.taken("sandbox", name, holder);
        }
        var sandbox =
                new FakeSandbox(
                        ids.next("sandbox"), config, time.now(), Optional.of(addresses.take()));
        sandboxes.put(sandbox.id(), sandbox);
        names.put(name, sandbox.id());
        return sandbox.id();
    }

    private static String name(SandboxConfig config) {
        return config.name()
                + "_"
                + config.namespace()
                + "_"
                + config.uid()
                + "_"
                + config.attempt();
    }

    void requireReady(String id) {
        var sandbox =
                find(id).orElseThrow(() ->
                        missing("failed to find sandbox id \"" + id + "\": not found"));
        if (!sandbox.ready()) {
            throw refused("sandbox container \"" + id + "\" is not running");
        }
    }

    /// Its process ends, and its address is free.
    void end(String id) {
        find(id).filter(FakeSandbox::ready)
                .ifPresent(sandbox -> {
                    sandboxes.put(id, withoutAddress(sandbox));
                    events.accept(new RuntimeEvent.Exited(id, KILLED, time.now()));
                });
    }

    /// All have ended, and nobody hears it.
    void foundDead() {
        sandboxes.replaceAll((_, sandbox) -> withoutAddress(sandbox));
    }

    private FakeSandbox withoutAddress(FakeSandbox sandbox) {
        sandbox.address().ifPresent(addresses::free);
        return sandbox.stopped();
    }

    void remove(String id) {
        var removed = sandboxes.remove(id);
        if (removed != null) {
            names.remove(name(removed.config()));
        }
    }
}
