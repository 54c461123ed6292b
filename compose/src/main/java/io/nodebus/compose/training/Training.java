package io.nodebus.compose.training;

import io.nodebus.compose.build.Build;
import io.nodebus.compose.build.Jvm;
import io.nodebus.compose.cli.Nodebus;
import io.nodebus.compose.keep.Child;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.plane.Plane;
import io.nodebus.compose.scratch.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A small plane lives once, from `up` to `down`, while its JVMs and this one write down what they
/// load. Needs neither root nor a container: a simulated plane, and one real node's process that
/// finds no runtime.
///
/// The launcher runs it with the command line's flags and `-XX:AOTCacheOutput`: it trains the
/// command line's cache by asking as people ask.
public final class Training {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> ASKED =
            List.of(
                    "get pods -o wide",
                    "get nodes",
                    "get services,rules",
                    "get pod web-1 -o yaml",
                    "describe pod web-1",
                    "why pod/web-1",
                    "events --since 1h");

    private final PlaneDir dir;

    private Training(Path scratch) {
        this.dir = new PlaneDir(scratch.resolve("training"));
    }

    /// Fails when no plane comes up here.
    public static void main(String[] args) throws IOException, InterruptedException {
        var scratch = Files.createTempDirectory("nodebus-training");
        try {
            var records = Files.createDirectories(scratch.resolve("records"));
            var training = new Training(scratch);
            training.live(records);
            make(records);
        } finally {
            Folders.remove(scratch);
        }
    }

    private void live(Path records) throws IOException, InterruptedException {
        System.setProperty(Build.RECORDS, records.toString());
        var interrupted = new Thread(() -> run("down"), "training-was-interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        try {
            run("up --nodes sim:2");
            node(Build.ofThisProcess());
            for (var asked : ASKED) {
                run(asked);
            }
            endInOrder();
        } finally {
            run("down");
            Runtime.getRuntime().removeShutdownHook(interrupted);
            System.clearProperty(Build.RECORDS);
        }
    }

    /// `down` kills, and who is killed leaves no record.
    private void endInOrder() throws InterruptedException {
        var supervisor = ProcessHandle.of(plane().file().pid("supervisor"));
        try {
            if (supervisor.isPresent() && supervisor.get().destroy()) {
                supervisor.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the supervisor does not end", e);
        }
    }

    private void run(String line) {
        var words = new ArrayList<>(List.of(line.split(" ", -1)));
        words.addAll(List.of("--dir", dir.path().toString()));
        if (Nodebus.run(words) != 0) {
            throw new IllegalStateException("nodebus " + line + " failed");
        }
    }

    /// The plane's nodes are simulated. A real one's process comes to it for a moment.
    private void node(Build build) throws IOException, InterruptedException {
        var folder = Files.createDirectories(dir.path().resolve("trainee"));
        var command =
                Jvm.NODE.command(
                        build,
                        List.of(
                                "--node-name",
                                "trainee",
                                "--node-address",
                                "127.0.0.1",
                                "--node-dir",
                                folder.toString(),
                                "--journal",
                                folder.resolve("journal").toString(),
                                "--kafka-bootstrap",
                                plane().file().kafka(),
                                "--network",
                                "false",
                                "--proxy-mode",
                                "none",
                                "--node-api-host",
                                "127.0.0.1",
                                "--node-api-port",
                                "0",
                                "--node-token-file",
                                dir.nodeToken().toString(),
                                "--pod-logs-dir",
                                folder.resolve("pods").toString(),
                                "--container-runtime-endpoint",
                                folder.resolve("none.sock").toString()));
        var ready = new CountDownLatch(1);
        var trainee = Child.start(command, Map.of(), dir.log("trainee"), _ -> ready.countDown());
        try {
            if (!ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("a node's process did not become ready");
            }
        } finally {
            trainee.end(PATIENCE);
        }
    }

    private Plane plane() {
        return Plane.find(dir, System.getenv())
                .orElseThrow(() -> new IllegalStateException("no plane in " + dir.path()));
    }

    /// A cache for every record, one after the other: each takes a core and some hundred megabytes.
    private static void make(Path records) throws IOException, InterruptedException {
        var build = Build.ofThisProcess();
        Files.createDirectories(build.caches());
        for (var jvm : Jvm.values()) {
            var process = new ProcessBuilder(jvm.cacheFrom(records, build)).inheritIO().start();
            if (process.waitFor() != 0) {
                throw new IOException("no cache could be made for " + jvm.main());
            }
        }
    }
}
