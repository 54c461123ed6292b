package io.nodebus.compose.plane;

import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.tools.Supplies;
import io.nodebus.compose.tools.Toolbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A plane that runs, seen from outside.
public final class Plane {
    private final PlaneDir dir;
    private final Toolbox tools;
    private final Map<String, String> env;

    Plane(PlaneDir dir, Toolbox tools, Map<String, String> env) {
        this.dir = dir;
        this.tools = tools;
        this.env = env;
    }

    /// Starts a plane, or finds the one that runs. What a crash or a half-finished start left is
    /// cleaned first; a plane that was whole keeps its data, and its pods come back.
    ///
    /// @throws UpRefused when it cannot be done here: exit 2
    /// @throws UpFailed when it did not come up: exit 1
    public static Up up(UpOptions options, Progress progress)
            throws IOException, InterruptedException {
        return new PlaneStart(options, progress).carryOut();
    }

    /// What `up` found or made.
    ///
    /// @param wasRunning nothing was done
    public record Up(Plane plane, boolean wasRunning) {}

    /// Ends a plane and removes everything it made. Says whether there was anything.
    public static boolean down(PlaneDir dir, Map<String, String> env, Progress progress)
            throws IOException, InterruptedException {
        return new PlaneEnd(dir, progress, env).carryOut();
    }

    /// The plane in this folder, if it is whole and its supervisor runs.
    public static Optional<Plane> find(PlaneDir dir, Map<String, String> env) {
        return PlaneFile.read(dir.file())
                .filter(file -> file.phase() == PlaneFile.Phase.RUNNING && isSupervised(dir, file))
                .map(_ -> new Plane(dir, look(env), env));
    }

    static boolean isSupervised(PlaneDir dir, PlaneFile file) {
        return new Mark(dir.path()).isBorneBy(file.pid("supervisor"));
    }

    private static Toolbox look(Map<String, String> env) {
        return Supplies.usual(env, _ -> {}).look(env.getOrDefault("PATH", ""));
    }

    public PlaneDir dir() {
        return dir;
    }

    /// What it is and who runs it now.
    public PlaneFile file() {
        return PlaneFile.read(dir.file())
                .orElseThrow(() -> new IllegalStateException("no plane in " + dir.path()));
    }

    /// A real node.
    ///
    /// @throws IllegalArgumentException naming those there are
    public PlaneNode node(String name) {
        var file = file();
        return file.member(name)
                .map(member -> new PlaneNode(this, member, tools))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no real node %s in this plane, only %s"
                                        .formatted(
                                                name,
                                                file.members().stream()
                                                        .map(PlaneFile.Member::name)
                                                        .toList())));
    }

    public List<PlaneNode> nodes() {
        return file().members().stream().map(member -> new PlaneNode(this, member, tools)).toList();
    }

    /// Ends a process at once; it is started again. For a node: a power cut.
    ///
    /// @param process `broker`, `fleet`, `simulation`, `fabric`, or a node's name
    public void kill(String process) throws IOException {
        order("kill " + process);
    }

    /// The same, but it lies until it is released.
    public void hold(String process) throws IOException {
        order("hold " + process);
    }

    public void release(String process) throws IOException {
        order("release " + process);
    }

    /// Makes a node port reachable from the host. Answers the port on the host's loopback.
    ///
    /// @throws IOException when there are no real nodes, or no free port
    public int relay(int nodePort) throws IOException {
        order("relay " + nodePort);
        return file().onHost(nodePort);
    }

    private void order(String order) throws IOException {
        Orders.give(dir.socket(env), order);
    }

    /// Puts an archive (`docker save` or OCI, perhaps through gzip) on every real node, and keeps
    /// it for nodes to come. Answers the names of its images.
    ///
    /// @throws io.nodebus.compose.image.BadArchive when it is none
    public List<String> loadImages(Path archive) throws IOException {
        return new ImageLoad(dir, tools).everywhere(archive, file().members());
    }

    /// Resident memory of every process of the plane, in bytes, by name; of a node all that runs in
    /// it but its pods.
    public SequencedMap<String, Long> memory() {
        var memory = new LinkedHashMap<String, Long>();
        for (var process : new Mark(dir.path()).bearers()) {
            memory.merge(
                    ProcessMemory.ownerOf(process, file()), ProcessMemory.of(process), Long::sum);
        }
        return memory;
    }
}
