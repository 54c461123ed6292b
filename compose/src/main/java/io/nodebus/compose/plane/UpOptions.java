package io.nodebus.compose.plane;

import io.nodebus.compose.build.Build;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.nodeagent.settings.ProxyMode;
import java.util.Map;
import java.util.Optional;

/// What `up` was asked for.
///
/// @param kafka somebody else's broker; empty: one of our own
/// @param proxyMode what carries Services out on real nodes; empty: as before, or the agent's
///   default
/// @param build what its processes run; copied into the plane's folder
/// @param env of the caller: PATH, HOME, SUDO_UID, NODEBUS_TOOLS...
public record UpOptions(
        PlaneDir dir,
        NodeCount nodes,
        Optional<HostPort> kafka,
        Optional<ProxyMode> proxyMode,
        Build build,
        Map<String, String> env) {
    public UpOptions {
        env = Map.copyOf(env);
    }

    /// With the build this process runs from.
    public UpOptions(
            PlaneDir dir,
            NodeCount nodes,
            Optional<HostPort> kafka,
            Optional<ProxyMode> proxyMode,
            Map<String, String> env) {
        this(dir, nodes, kafka, proxyMode, Build.ofThisProcess(), env);
    }

    UpOptions onKafka(Optional<HostPort> other) {
        return new UpOptions(dir, nodes, other, proxyMode, build, env);
    }

    UpOptions in(Map<String, String> other) {
        return new UpOptions(dir, nodes, kafka, proxyMode, build, other);
    }
}
