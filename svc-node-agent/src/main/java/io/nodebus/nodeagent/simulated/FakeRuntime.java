package io.nodebus.nodeagent.simulated;

import static io.nodebus.nodeagent.simulated.Refusals.missing;
import static io.nodebus.nodeagent.simulated.Refusals.refused;

import io.nodebus.nodeagent.runtime.ContainerConfig;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.ContainerSeen;
import io.nodebus.nodeagent.runtime.ContainerUsage;
import io.nodebus.nodeagent.runtime.ExecResult;
import io.nodebus.nodeagent.runtime.Image;
import io.nodebus.nodeagent.runtime.RuntimeCondition;
import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.Sandbox;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps sandboxes, containers and images in memory and lets containers live by their command lines
/// (see [Script]). Every method may be called from any thread the timetable allows; one lock guards
/// all state (see [Daemon]), and nobody waits while holding it. [#crash()], [#comeBack()] and
/// [#powerCut()] are what happens to real ones.
public final class FakeRuntime implements ContainerRuntime {
    private static final RuntimeCondition NETWORKED =
            new RuntimeCondition("NetworkReady", true, "", "");
    private static final RuntimeCondition NOT_NETWORKED =
            new RuntimeCondition(
                    "NetworkReady",
                    false,
                    "NetworkPluginNotReady",
                    "Network plugin returns error: cni plugin not initialized");

    private final Timetable time;
    private final Pace pace;
    private final Daemon daemon;
    private final Stage stage;
    private final FakeImages images;
    private final FakeSandboxes sandboxes;
    private final FakeContainers containers;
    private boolean networked = true;

    /// @param seed makes the ids; the node's name, so that no two nodes share one
    /// @param podCidr where addresses come from
    public FakeRuntime(
            String seed,
            String podCidr,
            Timetable time,
            Pace pace,
            FakeLog log,
            Registry registry) {
        this.time = time;
        this.pace = pace;
        var ids = new Ids(seed);
        daemon = new Daemon(time);
        stage = new Stage(time, log, daemon::say, daemon::locked);
        images = new FakeImages(registry, daemon::say);
        sandboxes = new FakeSandboxes(ids, time, new AddressPool(podCidr), daemon::say);
        containers = new FakeContainers(ids, time, stage);
    }

    // --- what happens to it

    /// Puts an image there without a pull.
    public void load(String reference) {
        daemon.locked(() -> images.load(reference));
    }

    public void trouble(Trouble comes) {
        daemon.trouble(comes);
    }

    /// Whether there is a configuration of its network.
    public void networked(boolean configured) {
        daemon.locked(() -> networked = configured);
    }

    /// The runtime's process ends; containers live on.
    public void crash() {
        daemon.crash();
    }

    public void comeBack() {
        daemon.comeBack();
    }

    /// Everything ends and nobody hears it; what is on the disk is there afterwards.
    public void powerCut() {
        daemon.locked(() -> {
            containers.all().forEach(stage::foundDead);
            sandboxes.foundDead();
        });
    }

    /// A process of the container's is killed from outside, as `kill -9` on the node would.
    public void kill(String containerId) {
        daemon.locked(() -> containers.find(containerId).ifPresent(stage::sigkill));
    }

    // --- what it is asked

    @Override
    public String version() {
        return daemon.ask("version", "", () -> "simulated 1.0");
    }

    @Override
    public List<RuntimeCondition> conditions() {
        return daemon.ask(
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
        return daemon.ask("runSandbox", config.name(), () -> sandboxes.run(config));
    }

    @Override
    public Optional<Sandbox> sandbox(String id) {
        return daemon.ask("sandbox", id, () -> sandboxes.find(id).map(FakeSandbox::seen));
    }

    @Override
    public List<Sandbox> sandboxes() {
        return daemon.ask(
                "sandboxes", "", () -> sandboxes.all().stream().map(FakeSandbox::listed).toList());
    }

    @Override
    public void stopSandbox(String id) {
        daemon.act("stopSandbox", id, () -> end(id));
        time.pause(pace.admission());
    }

    @Override
    public void removeSandbox(String id) {
        daemon.act(
                "removeSandbox",
                id,
                () -> {
                    end(id);
                    containers.removeOf(id);
                    sandboxes.remove(id);
                });
    }

    /// Its containers first, as the kernel would.
    private void end(String sandboxId) {
        if (sandboxes.find(sandboxId).filter(FakeSandbox::ready).isPresent()) {
            containers.of(sandboxId).forEach(stage::sigkill);
            sandboxes.end(sandboxId);
        }
    }

    @Override
    public String createContainer(String sandboxId, SandboxConfig sandbox, ContainerConfig config) {
        time.pause(pace.create());
        return daemon.ask(
                "createContainer",
                config.name(),
                () -> {
                    sandboxes.requireReady(sandboxId);
                    return containers.create(sandboxId, sandbox, config, imageId(config));
                });
    }

    private String imageId(ContainerConfig config) {
        return images.find(config.image())
                .map(Image::id)
                .orElseThrow(() ->
                        missing(
                                "failed to resolve image \"%s\": not found"
                                        .formatted(config.image())));
    }

    @Override
    public void startContainer(String id) {
        time.pause(pace.start());
        daemon.act("startContainer", id, () -> containers.start(id));
    }

    @Override
    public void stopContainer(String id, Duration grace) {
        var found =
                daemon.ask(
                        "stopContainer", id, () -> containers.find(id).filter(FakeContainer::runs));
        if (found.isEmpty()) {
            return;
        }
        var container = found.get();
        if (grace.isPositive()) {
            daemon.locked(() -> stage.sigterm(container));
            var _ = time.await(container.ended, grace);
        }
        daemon.act("stopContainer", id, () -> stage.sigkill(container));
        time.pause(pace.admission());
    }

    @Override
    public void removeContainer(String id) {
        daemon.act("removeContainer", id, () -> containers.remove(id));
    }

    @Override
    public List<ContainerSeen> containers() {
        return daemon.ask(
                "containers",
                "",
                () ->
                        containers.all().stream()
                                .map(c -> c.listed(time.now(), pace.admission()))
                                .toList());
    }

    @Override
    public Optional<ContainerSeen> container(String id) {
        return daemon.ask(
                "container",
                id,
                () -> containers.find(id).map(c -> c.seen(time.now(), pace.admission())));
    }

    @Override
    public void reopenLog(String containerId) {
        daemon.act(
                "reopenLog",
                containerId,
                () -> stage.reopenLog(containers.requireRunning(containerId)));
    }

    @Override
    public Optional<Image> image(String reference) {
        return daemon.ask("image", reference, () -> images.find(reference));
    }

    @Override
    public List<Image> images() {
        return daemon.ask("images", "", images::all);
    }

    @Override
    public String pullImage(String reference) {
        time.pause(pace.pull());
        return daemon.ask("pullImage", reference, () -> images.pull(reference));
    }

    @Override
    public void removeImage(String reference) {
        daemon.act("removeImage", reference, () -> images.remove(reference));
    }

    @Override
    public ExecResult exec(String containerId, List<String> command, Duration timeout) {
        var config =
                daemon.ask(
                        "exec", containerId, () -> containers.requireRunning(containerId).config);
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
        return daemon.ask(
                "usage",
                containerId,
                () -> containers.find(containerId).filter(FakeContainer::runs).map(this::usage));
    }

    private ContainerUsage usage(FakeContainer container) {
        var now = time.now();
        return new ContainerUsage(now, container.age(now).toNanos() / 100, 4 << 20, 4096);
    }

    @Override
    public AutoCloseable events(Consumer<RuntimeEvent> hearer) {
        return daemon.hear(hearer);
    }

    @Override
    public void close() {
        // Nothing is held open.
    }

    private static RuntimeFailure noStreams() {
        return refused("a container on a simulated node has no process to stream from");
    }
}
