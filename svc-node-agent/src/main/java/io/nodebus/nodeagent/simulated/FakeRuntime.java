package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.ContainerUsage;
import io.nodebus.nodeagent.runtime.ExecResult;
import io.nodebus.nodeagent.runtime.Image;
import io.nodebus.nodeagent.runtime.RuntimeCondition;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.RuntimeFailure.Kind;
import io.nodebus.nodeagent.runtime.Sandbox;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Keeps sandboxes, containers and images in memory and lets containers live by their command lines
/// (see [Script]). Every method may be called from any thread the timetable allows; one lock guards
/// all state, and nobody waits while holding it. [#crash()], [#comeBack()] and [#powerCut()] are
/// what happens to real ones.
public final class FakeRuntime implements ContainerRuntime {
    private static final RuntimeCondition NETWORKED =
            new RuntimeCondition("NetworkReady", true, "", "");
    private static final RuntimeCondition NOT_NETWORKED =
            new RuntimeCondition(
                    "NetworkReady",
                    false,
                    "NetworkPluginNotReady",
                    "Network plugin returns error: cni plugin not initialized");

    private final String seed;
    private final Timetable time;
    private final Pace pace;
    private final Registry registry;
    private final AddressPool addresses;
    private final Hearers hearers;
    private final Stage stage;

    private final Object lock = new Object();
    private final Map<String, FakeSandbox> sandboxes = new LinkedHashMap<>();
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final Map<String, Image> images = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private Trouble trouble = Trouble.NONE;
    private boolean away;
    private boolean networked = true;
    private int count;

    /// @param seed makes the ids; the node's name, so that no two nodes share one
    /// @param podCidr where addresses come from
    public FakeRuntime(
            String seed,
            String podCidr,
            Timetable time,
            Pace pace,
            FakeLog log,
            Registry registry) {
        this.seed = seed;
        this.time = time;
        this.pace = pace;
        this.registry = registry;
        addresses = new AddressPool(podCidr);
        hearers = new Hearers(time);
        stage = new Stage(time, log, this::say, this::locked);
    }

    /// Puts an image there without a pull.
    public void load(String reference) {
        locked(() -> images.put(ImageNames.full(reference), Registry.image(reference)));
        say(new RuntimeEvent.ImagesChanged(reference));
    }

    public void trouble(Trouble comes) {
        locked(() -> trouble = comes);
    }

    /// Whether there is a configuration of its network.
    public void networked(boolean configured) {
        locked(() -> networked = configured);
    }

    /// The runtime's process ends; containers live on.
    public void crash() {
        say(new RuntimeEvent.Disconnected("crashed"));
        locked(() -> away = true);
    }

    public void comeBack() {
        locked(() -> away = false);
        say(new RuntimeEvent.Reconnected());
    }

    /// Everything ends and nobody hears it; what is on the disk is there afterwards.
    public void powerCut() {
        locked(() -> {
            containers.values().forEach(stage::foundDead);
            sandboxes.replaceAll((_, sandbox) -> withoutAddress(sandbox));
        });
    }

    /// A process of the container's is killed from outside, as `kill -9` on the node would.
    public void kill(String containerId) {
        locked(() -> find(containerId).ifPresent(stage::sigkill));
    }

    @Override
    public String version() {
        return ask("version", "", () -> "simulated 1.0");
    }

    @Override
    public List<RuntimeCondition> conditions() {
        return ask(
                "conditions",
                "",
                () ->
                        List.of(
                                new RuntimeCondition("RuntimeReady", true, "", ""),
                                networked ? NETWORKED : NOT_NETWORKED));
    }

    @Override
    public String runSandbox(SandboxConfig config) {
        time.pause(pace.sandbox());
        return ask(
                "runSandbox",
                config.name(),
                () -> {
                    var name = name(config);
                    requireFree("sandbox", name);
                    var sandbox =
                            new FakeSandbox(
                                    newId("sandbox"),
                                    config,
                                    time.now(),
                                    Optional.of(addresses.take()));
                    sandboxes.put(sandbox.id(), sandbox);
                    names.put(name, sandbox.id());
                    return sandbox.id();
                });
    }

    @Override
    public Optional<Sandbox> sandbox(String id) {
        return ask(
                "sandbox", id, () -> Optional.ofNullable(sandboxes.get(id)).map(FakeSandbox::seen));
    }

    @Override
    public List<Sandbox> sandboxes() {
        return ask(
                "sandboxes",
                "",
                () -> sandboxes.values().stream().map(FakeSandbox::listed).toList());
    }

    @Override
    public void stopSandbox(String id) {
        act("stopSandbox", id, () -> end(id));
        time.pause(pace.admission());
    }

    @Override
    public void removeSandbox(String id) {
        act(
                "removeSandbox",
                id,
                () -> {
                    end(id);
                    containers.values().removeIf(container -> container.sandboxId.equals(id));
                    sandboxes.remove(id);
                    names.values()
                            .removeIf(holder ->
                                    !sandboxes.containsKey(holder)
                                            && !containers.containsKey(holder));
                });
    }

    /// Its containers first, as the kernel would.
    private void end(String sandboxId) {
        var sandbox = sandboxes.get(sandboxId);
        if (sandbox == null || !sandbox.ready()) {
            return;
        }
        containers.values().stream()
                .filter(c -> c.sandboxId.equals(sandboxId))
                .forEach(stage::sigkill);
        sandboxes.put(sandboxId, withoutAddress(sandbox));
        say(new RuntimeEvent.Exited(sandboxId, 137, time.now()));
    }

    private FakeSandbox withoutAddress(FakeSandbox sandbox) {
        sandbox.address().ifPresent(addresses::free);
        return sandbox.stopped();
    }

    @Override
    public String createContainer(String sandboxId, SandboxConfig sandbox, ContainerConfig config) {
        time.pause(pace.create());
        return ask(
                "createContainer",
                config.name(),
                () -> {
                    requireReady(sandboxId);
                    var name = name(sandboxId, config);
                    requireFree("container", name);
                    var image =
                            stored(config.image())
                                    .orElseThrow(() ->
                                            missing(
                                                    "failed to resolve image \""
                                                            + config.image()
                                                            + "\": not found"));
                    var log = Path.of(sandbox.logDirectory(), config.logPath());
                    var container =
                            new FakeContainer(
                                    newId("container"),
                                    sandboxId,
                                    config,
                                    image.id(),
                                    log,
                                    time.now());
                    containers.put(container.id, container);
                    names.put(name, container.id);
                    return container.id;
                });
    }

    private void requireFree(String kind, String name) {
        var holder = names.get(name);
        if (holder != null) {
            throw refused(
                    "failed to reserve %s name \"%s\": name is reserved for \"%s\""
                            .formatted(kind, name, holder));
        }
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

    private static String name(String sandboxId, ContainerConfig config) {
        return config.name() + "_" + sandboxId + "_" + config.attempt();
    }

    private void requireReady(String sandboxId) {
        var sandbox = sandboxes.get(sandboxId);
        if (sandbox == null) {
            throw missing("failed to find sandbox id \"" + sandboxId + "\": not found");
        }
        if (!sandbox.ready()) {
            throw refused("sandbox container \"" + sandboxId + "\" is not running");
        }
    }

    @Override
    public void startContainer(String id) {
        time.pause(pace.start());
        act(
                "startContainer",
                id,
                () -> {
                    var container = require(id);
                    if (container.state() != ContainerSeen.State.CREATED) {
                        throw refused(
                                "container \""
                                        + id
                                        + "\" is in state "
                                        + container.state()
                                        + ", not CREATED");
                    }
                    switch (Script.read(container.config)) {
                        case Play.Runs runs -> stage.start(container, runs);
                        case Play.NotFound notFound -> {
                            var message = "failed to create containerd task: " + notFound.message();
                            stage.neverStarted(container, message);
                            throw refused(message);
                        }
                    }
                });
    }

    @Override
    public void stopContainer(String id, Duration grace) {
        var found = ask("stopContainer", id, () -> find(id).filter(FakeContainer::runs));
        if (found.isEmpty()) {
            return;
        }
        var container = found.get();
        if (grace.isPositive()) {
            locked(() -> stage.sigterm(container));
            var _ = time.await(container.ended, grace);
        }
        act("stopContainer", id, () -> stage.sigkill(container));
        time.pause(pace.admission());
    }

    @Override
    public void removeContainer(String id) {
        act(
                "removeContainer",
                id,
                () -> {
                    find(id).ifPresent(stage::sigkill);
                    containers.remove(id);
                    names.values().remove(id);
                });
    }

    @Override
    public List<ContainerSeen> containers() {
        return ask(
                "containers",
                "",
                () ->
                        containers.values().stream()
                                .map(c -> c.listed(time.now(), pace.admission()))
                                .toList());
    }

    @Override
    public Optional<ContainerSeen> container(String id) {
        return ask("container", id, () -> find(id).map(c -> c.seen(time.now(), pace.admission())));
    }

    @Override
    public void reopenLog(String containerId) {
        act("reopenLog", containerId, () -> stage.reopenLog(requireRunning(containerId)));
    }

    @Override
    public Optional<Image> image(String reference) {
        return ask("image", reference, () -> stored(reference));
    }

    @Override
    public List<Image> images() {
        return ask("images", "", () -> List.copyOf(images.values()));
    }

    @Override
    public String pullImage(String reference) {
        time.pause(pace.pull());
        return ask(
                "pullImage",
                reference,
                () -> {
                    var image = registry.pull(ImageNames.full(reference));
                    images.put(ImageNames.full(reference), image);
                    say(new RuntimeEvent.ImagesChanged(ImageNames.full(reference)));
                    return image.id();
                });
    }

    @Override
    public void removeImage(String reference) {
        act(
                "removeImage",
                reference,
                () ->
                        stored(reference)
                                .ifPresent(image -> {
                                    images.values().removeIf(each -> each.id().equals(image.id()));
                                    image.tags()
                                            .forEach(tag ->
                                                    say(new RuntimeEvent.ImagesChanged(tag)));
                                }));
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout) {
        var config = ask("exec", containerId, () -> requireRunning(containerId).config);
        return switch (Script.read(config.image(), command, config.env())) {
            case Play.NotFound notFound ->
                    throw refused("failed to exec in container: " + notFound.message());
            case Play.Runs runs -> Rehearsal.of(runs, timeout, time);
        };
    }

    @Override
    public String execUrl(String containerId, List<String> command, boolean tty, boolean stdin) {
        throw noStreams();
    }

    @Override
    public String attachUrl(String containerId, boolean tty, boolean stdin) {
        throw noStreams();
    }

    @Override
    public String portForwardUrl(String sandboxId, List<Integer> ports) {
        throw noStreams();
    }

    /// A hundredth of a core and four mebibytes, whatever it does.
    @Override
    public Optional<ContainerUsage> usage(String containerId) {
        return ask(
                "usage",
                containerId,
                () ->
                        find(containerId)
                                .filter(FakeContainer::runs)
                                .map(c ->
                                        new ContainerUsage(
                                                time.now(),
                                                c.age(time.now()).toNanos() / 100,
                                                4 << 20,
                                                4096)));
    }

    @Override
    public AutoCloseable events(Consumer<RuntimeEvent> hearer) {
        synchronized (lock) {
            return hearers.add(
                    hearer,
                    away
                            ? new RuntimeEvent.Disconnected("crashed")
                            : new RuntimeEvent.Reconnected());
        }
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    private Optional<FakeContainer> find(String id) {
        return Optional.ofNullable(containers.get(id));
    }

    private FakeContainer require(String id) {
        return find(id).orElseThrow(() -> missing("container \"" + id + "\": not found"));
    }

    private FakeContainer requireRunning(String id) {
        var container = require(id);
        if (!container.runs()) {
            throw refused("container \"" + id + "\" is not running");
        }
        return container;
    }

    private Optional<Image> stored(String reference) {
        var full = ImageNames.full(reference);
        return Optional.ofNullable(images.get(full))
                .or(() ->
                        images.values().stream()
                                .filter(image -> image.id().equals(full))
                                .findFirst());
    }

    private String newId(String kind) {
        return Ids.of(seed + "/" + kind + "/" + count++);
    }

    private void say(RuntimeEvent event) {
        synchronized (lock) {
            if (!away || event instanceof RuntimeEvent.Disconnected) {
                hearers.say(event);
            }
        }
    }

    private <A> A ask(String verb, String subject, Supplier<A> work) {
        synchronized (lock) {
            if (away) {
                throw new RuntimeFailure(
                        Kind.UNAVAILABLE, "the container runtime does not answer: crashed");
            }
            trouble.of(verb, subject)
                    .ifPresent(failure -> {
                        throw failure;
                    });
            return work.get();
        }
    }

    private void act(String verb, String subject, Runnable work) {
        var _ =
                ask(
                        verb,
                        subject,
                        () -> {
                            work.run();
                            return true;
                        });
    }

    private void locked(Runnable work) {
        synchronized (lock) {
            work.run();
        }
    }

    private static RuntimeFailure refused(String message) {
        return new RuntimeFailure(Kind.REFUSED, message);
    }

    private static RuntimeFailure missing(String message) {
        return new RuntimeFailure(Kind.NOT_FOUND, message);
    }

    private static RuntimeFailure noStreams() {
        return refused("a container on a simulated node has no process to stream from");
    }
}
