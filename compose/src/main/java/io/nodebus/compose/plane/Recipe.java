package io.nodebus.compose.plane;

import io.nodebus.nodeagent.settings.ProxyMode;
import java.util.List;
import java.util.Optional;

/// The command lines of a plane's processes. Each prints a line `ready ...` when it serves.
interface Recipe {
    List<String> broker(int port);

    /// @param apiPort where svc-api shall answer on loopback
    List<String> fleet(HostPort kafka, int apiPort);

    /// Runs inside the node.
    List<String> agent(PlaneFile.Member node, HostPort kafka, Optional<ProxyMode> proxyMode);

    List<String> simulation(int count, HostPort kafka);
}
