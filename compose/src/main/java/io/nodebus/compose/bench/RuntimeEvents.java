package io.nodebus.compose.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.plane.PlaneNode;
import io.nodebus.compose.scratch.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What containerd says happened, in its own words and with its own clock: `ctr events`.
final class RuntimeEvents implements AutoCloseable {
    private static final String EXIT = "/tasks/exit";

    /// The first thing containerd does when a container is to be made.
    private static final String PREPARE = "/snapshot/prepare";

    private final Process process;
    private final List<Happened> happened = new ArrayList<>();

    /// @param subject the container it is about
    record Happened(Instant at, String topic, String subject) {
        static Optional<Happened> of(String line) {
            var words = line.split(" ", 7);
            if (words.length < 7 || !words[6].startsWith("{")) {
                return Optional.empty();
            }
            var about = Tree.of(Json.parse(words[6].getBytes(UTF_8)));
            var told = words[0] + "T" + words[1] + "Z";
            return Optional.of(
                    switch (words[5]) {
                        case EXIT ->
                                new Happened(
                                        Instant.parse(about.text("exited_at")),
                                        EXIT,
                                        about.text("container_id"));
                        case PREPARE ->
                                new Happened(Instant.parse(told), PREPARE, about.text("key"));
                        default ->
                                new Happened(
                                        Instant.parse(told), words[5], about.text("container_id"));
                    });
        }
    }

    private RuntimeEvents(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::listen);
    }

    static RuntimeEvents of(PlaneNode node) throws IOException {
        var command = new ArrayList<>(node.entrance());
        command.addAll(List.of("ctr", "-n", "k8s.io", "events"));
        var builder = new ProcessBuilder(command);
        builder.environment().put("PATH", node.searchPath());
        return new RuntimeEvents(builder.start());
    }

    private void listen() {
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                Happened.of(line).ifPresent(this::add);
            }
        } catch (IOException e) {
            // it was closed in the middle of a line
        }
    }

    private synchronized void add(Happened event) {
        happened.add(event);
    }

    private synchronized Optional<Happened> first(String topic, Instant since, String subject) {
        return happened.stream()
                .filter(event -> event.topic.equals(topic) && !event.at.isBefore(since))
                .filter(event -> subject.isEmpty() || event.subject.equals(subject))
                .findFirst();
    }

    /// From the end of a container to containerd's first step of making the next one.
    Duration restart(String container) {
        Await.until("its end is told", () -> first(EXIT, Instant.MIN, container).isPresent());
        var end = first(EXIT, Instant.MIN, container).orElseThrow().at();
        Await.until("another one is made", () -> first(PREPARE, end, "").isPresent());
        return Duration.between(end, first(PREPARE, end, "").orElseThrow().at());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
