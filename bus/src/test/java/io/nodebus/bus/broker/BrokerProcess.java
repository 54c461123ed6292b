package io.nodebus.bus.broker;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A broker in a process of its own, for tests that kill it.
public final class BrokerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private int port;
    private Process process;

    private BrokerProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = launch();
        awaitReady();
    }

    /// Starts on a free port, with its data in a folder.
    public static BrokerProcess start(Path folder) {
        return new BrokerProcess(folder, 0);
    }

    private Process launch() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Broker.JVM_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(Broker.class.getName());
        command.addAll(List.of("--dir", folder.toString(), "--port", Integer.toString(port)));
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        try {
            BufferedReader out = process.inputReader();
            var said = new StringBuilder();
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("ready ")) {
                    port = Integer.parseInt(line.replaceFirst(".*?:(\\d+) .*", "$1"));
                    return;
                }
            }
            throw new IllegalStateException("the broker ended before it was ready: " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// SIGKILL.
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /// SIGTERM. Answers what the process ended with.
    public int terminate() {
        process.destroy();
        awaitEnd();
        return process.exitValue();
    }

    private void awaitEnd() {
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Again on the same port, with the same data.
    public void restart() {
        process = launch();
        awaitReady();
    }

    /// The data is gone: the next start is another bus.
    public void wipe() {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(BrokerProcess::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        Await.until(() -> !process.isAlive(), () -> process);
    }
}
