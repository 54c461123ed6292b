package io.nodebus.compose.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.plane.PlaneNode;
import io.nodebus.compose.scratch.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What containerd says happened, in its own words and with its own clock: `ctr events`.
final class RuntimeEvents implements AutoCloseable {
    private static final String EXIT = "/tasks/exit";

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

    private synchronized Optional<Instant> end(String container) {
        return happened.stream()
                .filter(event -> event.topic.equals(EXIT) && event.subject.equals(container))
                .map(Happened::at)
                .findFirst();
    }

    /// When the process of a container ended.
    Instant ended(String container) {
        Await.until("its end is told", () -> end(container).isPresent());
        return end(container).orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
