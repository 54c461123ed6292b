package io.nodebus.compose.plane;

import io.nodebus.compose.build.Build;
import io.nodebus.compose.build.Jvm;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.nodeagent.settings.ProxyMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The processes a plane is really made of.
///
/// @param build the plane's copy
record OurProcesses(PlaneDir dir, Build build) implements Recipe {
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
                        "--api-folder",
                        dir.path().toString(),
                        "--api-port",
                        String.valueOf(apiPort),
                        "--auto-approve",
                        "true"));
    }

    @Override
    public List<String> agent(
            PlaneFile.Member node, HostPort kafka, Optional<ProxyMode> proxyMode) {
        var flags =
                new ArrayList<>(
                        List.of(
                                "--node-name",
                                node.name(),
                                "--node-address",
                                node.address(),
                                "--kafka-bootstrap",
                                kafka.toString(),
                                "--node-token-file",
                                dir.nodeToken().toString(),
                                "--cgroup-root",
                                "/%s/%s".formatted(dir.cgroup(), node.name())));
        proxyMode.ifPresent(mode ->
                flags.addAll(List.of("--proxy-mode", mode.name().toLowerCase(Locale.ROOT))));
        return Jvm.NODE.command(build, flags);
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
                        "--node-token-file",
                        dir.nodeToken().toString()));
    }
}
