package io.nodebus.compose.plane;

import io.nodebus.compose.build.Build;
import io.nodebus.compose.place.PlaneDir;
import java.util.Map;
import java.util.Optional;

/// What `up` was asked for.
///
/// @param kafka somebody else's broker; empty: one of our own
/// @param build what its processes run; copied into the plane's folder
/// @param env of the caller: PATH, HOME, SUDO_UID, NODEBUS_TOOLS...
public record UpOptions(
        PlaneDir dir,
        NodeCount nodes,
        Optional<HostPort> kafka,
        Build build,
        Map<String, String> env) {
    public UpOptions {
        env = Map.copyOf(env);
    }

    /// With the build this process runs from.
    public UpOptions(
            PlaneDir dir, NodeCount nodes, Optional<HostPort> kafka, Map<String, String> env) {
        this(dir, nodes, kafka, Build.ofThisProcess(), env);
    }

    UpOptions onKafka(Optional<HostPort> other) {
        return new UpOptions(dir, nodes, other, build, env);
    }

    UpOptions in(Map<String, String> other) {
        return new UpOptions(dir, nodes, kafka, build, other);
    }
}
