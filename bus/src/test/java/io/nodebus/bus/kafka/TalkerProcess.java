package io.nodebus.bus.kafka;

import io.nodebus.bus.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A candidate in a process of its own.
final class TalkerProcess implements AutoCloseable {
    private final Process process;
    private final List<String> story = new CopyOnWriteArrayList<>();

    TalkerProcess(String name, String bootstrap, String prefix) {
        try {
            process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Talker.class.getName(),
                                    name,
                                    bootstrap,
                                    prefix)
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> process.inputReader().lines().forEach(story::add));
    }

    List<String> story() {
        return List.copyOf(story);
    }

    void awaitStory(String line) {
        Await.until(() -> story.contains(line), this::story);
    }

    void kill() {
        process.destroyForcibly();
        Await.until(() -> !process.isAlive(), () -> process);
    }

    /// Stands still, as a process does whose machine was suspended.
    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            var done =
                    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .inheritIO()
                            .start();
            Await.until(() -> !done.isAlive(), () -> done);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
