package io.nodebus.compose.plane;

import io.nodebus.compose.build.Build;
import io.nodebus.compose.build.Jvm;
import io.nodebus.compose.place.PlaneDir;
import java.util.List;

/// The processes a plane is really made of.
///
/// @param build the plane's copy
record OurProcesses(PlaneDir dir, Build build) implements Recipe {
    /// Inside a node, on its own disk.
    private static final String NODE_STATE = "/var/lib/nodebus/agent";

    @Override
    public List<String> broker(int port) {
        return Jvm.BROKER.command(
                build, List.of("--dir", dir.broker().toString(), "--port", String.valueOf(port)));
    }

    @Override
    public List<String> fleet(HostPort kafka, int apiPort) {
        return Jvm.FLEET.command(
                build,
                List.of(
                        "--kafka-bootstrap",
                        kafka.toString(),
                        "--plane-dir",
                        dir.path().toString(),
                        "--api-port",
                        String.valueOf(apiPort)));
    }

    @Override
    public List<String> agent(PlaneFile.Member node, HostPort kafka) {
        return Jvm.NODE.command(
                build,
                List.of(
                        "--node",
                        node.name(),
                        "--kafka-bootstrap",
                        kafka.toString(),
                        "--state-dir",
                        NODE_STATE,
                        "--address",
                        node.address(),
                        "--api-port",
                        String.valueOf(RealNode.API_PORT),
                        "--api-advertise",
                        HostPort.loopback(node.api()).toString(),
                        "--cgroup-parent",
                        "/%s/%s".formatted(dir.cgroup(), node.name()),
                        "--token-file",
                        dir.nodeToken().toString()));
    }

    @Override
    public List<String> simulation(int count, HostPort kafka) {
        return Jvm.SIMULATION.command(
                build,
                List.of(
                        "--nodes",
                        String.valueOf(count),
                        "--kafka-bootstrap",
                        kafka.toString(),
                        "--state-dir",
                        dir.path().resolve("simulation").toString(),
                        "--token-file",
                        dir.nodeToken().toString()));
    }
}
