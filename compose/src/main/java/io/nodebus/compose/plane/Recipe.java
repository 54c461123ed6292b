package io.nodebus.compose.plane;

import java.util.List;

/// The command lines of a plane's processes. Each prints a line `ready ...` when it serves.
interface Recipe {
    List<String> broker(int port);

    /// @param apiPort where svc-api shall answer on loopback
    List<String> fleet(HostPort kafka, int apiPort);

    /// Runs inside the node.
    List<String> agent(PlaneFile.Member node, HostPort kafka);

    List<String> simulation(int count, HostPort kafka);
}
