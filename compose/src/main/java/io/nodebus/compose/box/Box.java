package io.nodebus.compose.box;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.compose.process.Mark;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A node that has power. It is made in two steps: after [#start] its namespaces are there, so that
/// a cable can be laid into them; [#go] lets it boot.
public final class Box {
    private static final Duration LOOK = Duration.ofMillis(2);
    private static final Duration DETACHING = Duration.ofSeconds(10);

    private final BoxPlan plan;
    private final Process process;
    private final long init;
    private final CompletableFuture<Void> ended;

    private Box(BoxPlan plan, Process process, long init) {
        this.plan = plan;
        this.process = process;
        this.init = init;
        this.ended = process.onExit().thenRunAsync(this::seeOff, Box::onOwnThread);
    }

    private static void onOwnThread(Runnable task) {
        Thread.ofVirtual().start(task);
    }

    /// A node that was there before keeps its disk.
    public static Box start(BoxPlan plan) throws IOException {
        Files.createDirectories(plan.folder());
        Files.createDirectories(Objects.requireNonNull(plan.log().getParent()));
        LoopDevices.awaitFree(plan.folder(), DETACHING, plan.tools());
        Disk.make(plan.disk(), plan.diskBytes(), plan.tools());
        Files.writeString(
                plan.containerdConfig(),
                ContainerdConfig.text(plan.tools().plugins(), plan.registries()));
        var script = plan.folder().resolve("init.sh");
        try (var resource = Box.class.getResourceAsStream("init.sh")) {
            Files.write(script, Objects.requireNonNull(resource, "init.sh").readAllBytes());
        }
        var command = new ArrayList<>(namespaces(plan));
        command.addAll(List.of("/bin/sh", script.toString()));
        command.addAll(plan.agent());
        var builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
        var env = builder.environment();
        env.putAll(plan.env());
        env.put("PATH", plan.tools().searchPath());
        env.put(Mark.NAME, plan.mark().value());
        env.put("NODE_DIR", plan.folder().toString());
        env.put("NODE_ADDRESSES", plan.addresses());
        env.put("NODE_HOSTS", plan.hosts());
        env.put("NODE_LOG", plan.log().toString());
        var process = builder.start();
        return new Box(plan, process, pidOfInit(process, plan));
    }

    private static List<String> namespaces(BoxPlan plan) {
        var unshare = plan.tools().get(Tool.UNSHARE).toString();
        return List.of(unshare, "--net", "--mount", "--pid", "--fork", "--kill-child");
    }

    private static long pidOfInit(Process process, BoxPlan plan) throws IOException {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        var line = out.readLine();
        if (line == null || !line.startsWith("pid ")) {
            process.destroyForcibly();
            throw new IOException(
                    "node %s did not start, it says: %s"
                            .formatted(plan.name(), lastLine(plan.log())));
        }
        return Long.parseLong(line.substring(4));
    }

    private static String lastLine(Path log) throws IOException {
        var lines = Files.readAllLines(log);
        return lines.isEmpty() ? "nothing" : lines.getLast();
    }

    /// Lets it boot. Repeating this does no harm.
    public void go() {
        try (var orders = process.getOutputStream()) {
            orders.write("go\n".getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return plan.name();
    }

    /// Process 1, as the host counts.
    public long init() {
        return init;
    }

    /// What has to stand before a command to run it in the node.
    public List<String> entrance() {
        var nsenter = plan.tools().get(Tool.NSENTER).toString();
        return List.of(nsenter, "-t", String.valueOf(init), "--net", "--mount", "--pid", "--");
    }

    /// A program that runs in the node, with the node's PATH.
    public Program inside(String... command) {
        return Program.of(command).under(entrance()).with("PATH", plan.tools().searchPath());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Completes when it has ended, whatever the reason, and its disk may be mounted again.
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /// Tells the node to shut down: the agent may close its journal. Returns when it has, or when
    /// the time is up and it was cut off.
    public void shutDown(Duration patience) throws InterruptedException {
        ProcessHandle.of(init).ifPresent(ProcessHandle::destroy);
        if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            ended.join();
        } else {
            powerCut();
        }
    }

    /// Kills process 1: containers, mounts and namespaces end with it. Returns when it is gone.
    public void powerCut() {
        process.destroyForcibly();
        ended.join();
    }

    private void seeOff() {
        ProcessHandle.of(init).ifPresent(Box::awaitEnd);
        LoopDevices.awaitFree(plan.folder(), DETACHING, plan.tools());
    }

    /// unshare is gone at once; its child a moment later, by the kernel's hand. It is nobody's
    /// child then, so all there is to do is look again.
    private static void awaitEnd(ProcessHandle init) {
        init.destroyForcibly();
        while (init.isAlive()) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
