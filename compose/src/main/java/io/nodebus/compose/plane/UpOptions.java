package io.nodebus.compose.plane;

import io.nodebus.compose.place.PlaneDir;
import java.util.Map;
import java.util.Optional;

/// What `up` was asked for.
///
/// @param kafka somebody else's broker; empty: one of our own
/// @param env of the caller: PATH, HOME, SUDO_UID, NODEBUS_TOOLS...
public record UpOptions(
        PlaneDir dir, NodeCount nodes, Optional<HostPort> kafka, Map<String, String> env) {
    public UpOptions {
        env = Map.copyOf(env);
    }
}
