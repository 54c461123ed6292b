package io.nodebus.nodeagent.faults;

import io.nodebus.bus.Await;
import io.nodebus.nodeagent.AgentProcess;
import io.nodebus.nodeagent.box.NodeBox;
import io.nodebus.nodeagent.pods.Crash;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The agent of a box: a process that is killed and started again, with one journal and one node
/// folder for all its lives.
final class AgentJvm implements AutoCloseable {
    /// What SIGKILL leaves, and what a crash in our own code pretends.
    private static final int KILLED = 137;

    private final NodeBox box;
    private final String kafka;
    private final Path folder;
    private Optional<Process> process = Optional.empty();

    AgentJvm(NodeBox box, String kafka) {
        this.box = box;
        this.kafka = kafka;
        folder = box.folder().resolve("agent");
    }

    /// Where containers log; the same folder inside the box.
    static Path logs(NodeBox box) {
        return box.folder().resolve("pods");
    }

    void start() {
        start(List.of());
    }

    /// It ends without notice when it reaches that step.
    void startToCrashAt(Crash.Step step) {
        start(List.of("--crash-at", step.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    }

    private void start(List<String> more) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentProcess.class.getName()));
        command.addAll(
                List.of(
                        "--node-name",
                        Fleet.NODE,
                        "--node-address",
                        "127.0.0.1",
                        "--node-dir",
                        folder.resolve("node").toString(),
                        "--journal",
                        folder.resolve("journal").toString(),
                        "--container-runtime-endpoint",
                        box.socket().toString(),
                        "--cgroup-root",
                        box.cgroup(),
                        "--pod-logs-dir",
                        logs(box).toString(),
                        "--capacity",
                        "cpu=8,memory=8Gi",
                        "--network",
                        "false",
                        "--proxy-mode",
                        "none",
                        "--kafka-bootstrap",
                        kafka));
        command.addAll(more);
        try {
            Files.createDirectories(folder);
            process =
                    Optional.of(
                            new ProcessBuilder(command)
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.appendTo(printed()))
                                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until it has ended at the step it was to end at.
    void awaitCrash() {
        var dying = process.orElseThrow();
        Await.until(() -> !dying.isAlive(), this::lastWords);
        if (dying.exitValue() != KILLED) {
            throw new AssertionError("ended with " + dying.exitValue() + ": " + lastWords());
        }
        process = Optional.empty();
        try {
            Files.delete(folder.resolve("node/crashed"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGKILL.
    void kill() {
        process.ifPresent(it -> it.destroyForcibly().onExit().join());
        process = Optional.empty();
    }

    /// What it printed last, for a test that failed.
    String lastWords() {
        try {
            var lines = Files.readAllLines(printed().toPath());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private File printed() {
        return folder.resolve("agent.log").toFile();
    }

    @Override
    public void close() {
        kill();
    }
}
