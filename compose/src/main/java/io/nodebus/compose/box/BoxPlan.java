package io.nodebus.compose.box;

import io.nodebus.compose.process.Mark;
import io.nodebus.compose.tools.Toolbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a node is made of.
///
/// @param folder the node's, in the plane's: its disk lies there
/// @param mark of the plane
/// @param registries the plane's own containerd `certs.d`
/// @param log where process 1, containerd and the agent write
/// @param diskBytes sparse
/// @param env for everything in the node
/// @param agent the command line that is kept running beside containerd
public record BoxPlan(
        String name,
        Path folder,
        Mark mark,
        Toolbox tools,
        Path registries,
        Path log,
        long diskBytes,
        Map<String, String> env,
        List<String> agent) {
    public static final long USUAL_DISK = 1L << 30;

    public BoxPlan {
        env = Map.copyOf(env);
        agent = List.copyOf(agent);
    }

    Path disk() {
        return folder.resolve("disk.img");
    }

    Path containerdConfig() {
        return folder.resolve("containerd.toml");
    }
}
