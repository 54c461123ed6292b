package io.nodebus.compose.plane;

import io.nodebus.compose.await.Await;
import io.nodebus.compose.tools.Supplies;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Debian's docker-registry on the host's loopback, unpacked into the cache and never installed.
final class TestRegistry implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PROGRAM = "usr/bin/docker-registry";

    private final Process process;
    private final int port;

    private TestRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param folder for its data
    static TestRegistry start(Path folder) throws IOException, InterruptedException {
        var program = program();
        while (true) {
            var registry = started(program, folder, Ports.free());
            Await.until("a registry", PATIENCE, () -> registry.answers() || registry.isDead());
            if (!registry.isDead()) {
                return registry;
            }
        }
    }

    /// It ends when somebody else has taken the port meanwhile.
    private static TestRegistry started(Path program, Path folder, int port) throws IOException {
        var config = folder.resolve("registry.yml");
        Files.writeString(
                config,
                """
                version: 0.1
                log:
                  level: warn
                storage:
                  filesystem:
                    rootdirectory: %s
                http:
                  addr: 127.0.0.1:%d
                """
                        .formatted(folder.resolve("registry"), port));
        var builder = new ProcessBuilder(program.toString(), "serve", config.toString());
        builder.redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("registry.log").toFile());
        return new TestRegistry(builder.start(), port);
    }

    private static Path program() throws IOException {
        var supplies = Supplies.usual(System.getenv(), System.err::println);
        var program = supplies.look("").cache().resolve(PROGRAM);
        if (!Files.exists(program)) {
            supplies.unpack(List.of("docker-registry"));
        }
        return program;
    }

    int port() {
        return port;
    }

    private boolean isDead() {
        return !process.isAlive();
    }

    private boolean answers() {
        try {
            var url = URI.create("http://127.0.0.1:%d/v2/".formatted(port)).toURL();
            return ((HttpURLConnection) url.openConnection()).getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
