package io.nodebus.compose.scratch;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.plane.NodeCount;
import io.nodebus.compose.plane.Plane;
import io.nodebus.compose.plane.Progress;
import io.nodebus.compose.plane.UpOptions;
import io.nodebus.nodeagent.settings.ProxyMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A plane for as long as something is shown or measured: in a temporary folder, with nothing in
/// it, and gone at the end, also at Ctrl-C.
public final class ScratchPlane implements AutoCloseable {
    /// For what a healthy plane does in seconds.
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final PlaneDir dir;
    private final Map<String, String> env;
    private final Progress progress;
    private final Thread interrupted;

    private ScratchPlane(PlaneDir dir, Map<String, String> env, Progress progress) {
        this.dir = dir;
        this.env = Map.copyOf(env);
        this.progress = progress;
        this.interrupted = new Thread(this::end, "scratch-plane-was-interrupted");
    }

    /// Returns when all its nodes are ready.
    ///
    /// @param env of the caller, as for every plane
    /// @throws io.nodebus.compose.plane.UpRefused when there can be none here
    public static ScratchPlane up(NodeCount nodes, Map<String, String> env, Progress progress)
            throws IOException, InterruptedException {
        return up(nodes, Optional.empty(), env, progress);
    }

    /// The same, with this to carry Services out.
    public static ScratchPlane up(
            NodeCount nodes,
            Optional<ProxyMode> proxyMode,
            Map<String, String> env,
            Progress progress)
            throws IOException, InterruptedException {
        var dir = new PlaneDir(Files.createTempDirectory("nodebus-scratch"));
        var scratch = new ScratchPlane(dir, env, progress);
        Runtime.getRuntime().addShutdownHook(scratch.interrupted);
        try {
            Plane.up(new UpOptions(dir, nodes, Optional.empty(), proxyMode, env), progress);
            try (var api = scratch.api()) {
                Await.until("all nodes are ready", () -> readyNodes(api) == nodes.count());
            }
            return scratch;
        } catch (IOException | InterruptedException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    private static long readyNodes(ApiClient api) {
        return api.get("/api/v1/nodes", Map.of()).list("items").stream()
                .flatMap(node -> node.at("status").list("conditions").stream())
                .filter(condition -> condition.text("type").equals("Ready"))
                .filter(condition -> condition.text("status").equals("True"))
                .count();
    }

    public Plane plane() {
        return Plane.find(dir, env)
                .orElseThrow(
                        () -> new IllegalStateException("the plane in " + dir.path() + " is gone"));
    }

    /// A client of its own for whoever asks.
    public ApiClient api() {
        return new ApiClient(Server.ofPlane(dir.path()), ANSWER);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(interrupted);
        end();
    }

    private void end() {
        try {
            Plane.down(dir, env, progress);
            Files.deleteIfExists(dir.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
