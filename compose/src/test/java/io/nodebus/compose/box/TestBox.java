package io.nodebus.compose.box;

import io.nodebus.compose.await.Await;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Supplies;
import io.nodebus.compose.tools.Toolbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Nodes for tests, without an agent unless one is given.
public final class TestBox {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// An address for documentation: nobody's.
    static final String BEYOND = "192.0.2.7";

    private TestBox() {}

    /// The tools of this machine, got when they are missing.
    public static Toolbox tools() {
        var env = System.getenv();
        return Supplies.usual(env, System.err::println).complete(env.getOrDefault("PATH", ""));
    }

    public static BoxPlan plan(PlaneDir dir, String node, List<String> agent) {
        return new BoxPlan(
                node,
                dir.node(node),
                new Mark(dir.path()),
                tools(),
                dir.registries(),
                dir.log(node),
                256L << 20,
                Map.of("beyond.test", BEYOND, BEYOND, BEYOND),
                Map.of(),
                agent);
    }

    public static Box start(PlaneDir dir, String node) throws IOException {
        return Box.start(plan(dir, node, List.of("sleep", "infinity")));
    }

    /// Until containerd in there answers.
    public static void awaitContainerd(Box box) {
        Await.until(
                "containerd in " + box.name(),
                PATIENCE,
                () -> box.inside("ctr", "version").run().succeeded());
    }

    /// Whether a process is in one of these namespaces still.
    static boolean isInUse(List<String> namespaces) {
        var seen = Program.of("sh", "-c", "readlink /proc/[0-9]*/ns/* 2>/dev/null").run().out();
        return namespaces.stream().anyMatch(seen.lines().toList()::contains);
    }

    static List<String> namespaces(long pid) {
        return List.of("net", "mnt", "pid").stream()
                .map(kind -> link(Path.of("/proc/" + pid + "/ns/" + kind)))
                .toList();
    }

    private static String link(Path path) {
        return Program.of("readlink", path.toString()).output().strip();
    }
}
