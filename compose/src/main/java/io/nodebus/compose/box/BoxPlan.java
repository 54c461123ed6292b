package io.nodebus.compose.box;

import static java.util.stream.Collectors.joining;

import io.nodebus.compose.process.Mark;
import io.nodebus.compose.tools.Toolbox;
import io.nodebus.contracts.meta.Sorted;
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
/// @param names hosts beyond the node that relays in it lead to, with their IPv4 addresses: those
///   that are not loopback become addresses of the node's own
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
        Map<String, String> names,
        Map<String, String> env,
        List<String> agent) {
    public static final long USUAL_DISK = 1L << 30;

    public BoxPlan {
        names = Sorted.copy(names);
        env = Map.copyOf(env);
        agent = List.copyOf(agent);
    }

    Path disk() {
        return folder.resolve("disk.img");
    }

    /// With blanks between them.
    String addresses() {
        return names.values().stream()
                .filter(address -> !address.startsWith("127."))
                .distinct()
                .collect(joining(" "));
    }

    /// Lines of a hosts file.
    String hosts() {
        return names.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(entry.getValue()))
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(joining("\n"));
    }

    Path containerdConfig() {
        return folder.resolve("containerd.toml");
    }
}
