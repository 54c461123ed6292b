package io.nodebus.compose.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.Await;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A process of ours that a test can kill, freeze and start again.
final class FleetProcess implements AutoCloseable {
    private final Class<?> main;
    private final List<String> flags;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private Process process;

    private FleetProcess(Class<?> main, List<String> flags) {
        this.main = main;
        this.flags = List.copyOf(flags);
        this.process = launch();
    }

    /// The fleet services, of which several can share a folder as they share a plane.
    static FleetProcess fleet(String kafka, Path folder) {
        return new FleetProcess(
                Fleet.class,
                List.of(
                        "--kafka-bootstrap",
                        kafka,
                        "--api-folder",
                        folder.toString(),
                        "--api-port",
                        Integer.toString(freePort()),
                        "--health-listen",
                        "127.0.0.1:" + freePort(),
                        "--auto-approve",
                        "true"));
    }

    static FleetProcess of(Class<?> main, String... flags) {
        return new FleetProcess(main, List.of(flags));
    }

    private static int freePort() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(flags);
        try {
            var started = new ProcessBuilder(command).redirectErrorStream(true).start();
            Thread.ofVirtual().start(() -> started.inputReader().lines().forEach(out::add));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FleetProcess awaitReady() {
        Await.until(() -> out.contains("ready"), () -> out);
        return this;
    }

    List<String> out() {
        return List.copyOf(out);
    }

    String api() {
        return "127.0.0.1:" + after("--api-port");
    }

    String health() {
        return after("--health-listen");
    }

    private String after(String flag) {
        return flags.get(flags.indexOf(flag) + 1);
    }

    ApiClient client() {
        var folder = Path.of(after("--api-folder"));
        try {
            return new ApiClient(
                    new Server(
                            URI.create("https://" + api()),
                            Files.readString(folder.resolve("ca.crt"), UTF_8),
                            Files.readString(folder.resolve("admin.token"), UTF_8).strip()),
                    Duration.ofSeconds(10));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void kill() {
        process.destroyForcibly();
        Await.until(() -> !process.isAlive(), () -> process);
    }

    /// SIGTERM.
    void terminate() {
        process.destroy();
        Await.until(() -> !process.isAlive(), () -> out);
    }

    void startAgain() {
        out.clear();
        process = launch();
    }

    void freeze() {
        Program.of("kill", "-STOP", Long.toString(process.pid())).output();
    }

    void thaw() {
        Program.of("kill", "-CONT", Long.toString(process.pid())).output();
    }

    @Override
    public void close() {
        kill();
    }
}
