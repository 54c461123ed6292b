package io.nodebus.bus.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.settings.Setting;
import io.nodebus.bus.wire.Json;
import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A process of ours, as a process.
@Timeout(60)
class ServiceIT {
    private static final int TERMINATED = 128 + 15;

    /// What the process under test can be told.
    record Told(
            @Setting(key = "word", value = "hello", help = "What it says.") String word,
            ServiceSettings service) {}

    static void main(String... args) {
        Service.run(
                "svc-test",
                Told.class,
                Told::service,
                args,
                (service, told) -> {
                    service.stops()
                            .add(
                                    "word",
                                    () -> {
                                        System.out.println("{\"message\":\"stopping word\"}");
                                        return Future.succeededFuture();
                                    });
                    if (told.word().equals("fail")) {
                        return Future.failedFuture(new IOException("as planned"));
                    }
                    System.out.println("{\"message\":\"%s\"}".formatted(told.word()));
                    return Future.succeededFuture();
                });
    }

    @Test
    void answersProbesAndOnSigtermStopsInOrder() throws Exception {
        var process = start("--word", "good day");
        try (var lines = process.inputReader()) {
            assertEquals("good day", message(lines));
            var runs = line(lines);
            assertEquals("runs", runs.get("formattedMessage"));
            var port = port(runs);
            try (var client = HttpClient.newHttpClient()) {
                var ready = URI.create("http://127.0.0.1:%s/readyz".formatted(port));
                assertEquals(
                        "ok",
                        client.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.ofString())
                                .body());
            }
            // Not of the Process: that closes its streams.
            process.toHandle().destroy();
            assertEquals("stops", message(lines));
            assertEquals("stopping word", message(lines));
            assertEquals("has stopped", message(lines));
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            assertEquals(TERMINATED, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void wrongSettingsAreSaidOnStandardErrorWithExitCode2() throws Exception {
        var process = start("--wrod", "x", "--log-level", "Loud");
        try (var errors = process.errorReader()) {
            assertEquals(
                    "svc-test: unknown flag --wrod, did you mean \"word\"?", errors.readLine());
            assertTrue(
                    errors.readLine()
                            .startsWith("svc-test: log-level (flag --log-level): must be one of"));
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
            assertEquals(2, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aProcessThatCannotBeginEnds() throws Exception {
        var process = start("--word", "fail");
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(70, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(String... args) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServiceIT.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }

    private static String message(BufferedReader lines) throws IOException {
        var line = line(lines);
        return String.valueOf(
                line.containsKey("message") ? line.get("message") : line.get("formattedMessage"));
    }

    private static Map<?, ?> line(BufferedReader lines) throws IOException {
        return (Map<?, ?>) requireNonNull(Json.parse(lines.readLine().getBytes(UTF_8)));
    }

    private static String port(Map<?, ?> runs) {
        return ((List<?>) requireNonNull(runs.get("kvpList")))
                .stream()
                        .map(pair -> (Map<?, ?>) pair)
                        .filter(pair -> pair.containsKey("health"))
                        .map(pair -> String.valueOf(pair.get("health")))
                        .findFirst()
                        .orElseThrow();
    }
}
