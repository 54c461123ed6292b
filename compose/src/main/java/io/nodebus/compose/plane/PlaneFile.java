package io.nodebus.compose.plane;

import io.nodebus.bus.wire.Json;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.contracts.wire.TreeWriter;
import io.nodebus.nodeagent.settings.ProxyMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What `plane.json` says: what the plane is and who runs it now.
///
/// @param name of the plane
/// @param nodes as asked for: `2`, `sim:50`
/// @param api where svc-api answers, `https://127.0.0.1:PORT`; the same for as long as the folder
///   exists
/// @param kafka `HOST:PORT`, as seen from the host
/// @param external whether the broker is somebody else's
/// @param brokers all addresses clients of the bus go to, as seen from the host
/// @param processes pids by name: `supervisor`, `broker`, `fleet`, `simulation`
/// @param members the real nodes
/// @param proxyMode what carries Services out on its real nodes; the agent's default if not said
/// @param nodePorts node ports that are relayed: to the port on the host's loopback
public record PlaneFile(
        String name,
        Phase phase,
        String nodes,
        String api,
        String kafka,
        boolean external,
        List<Broker> brokers,
        Instant startedAt,
        Map<String, Long> processes,
        List<Member> members,
        Optional<ProxyMode> proxyMode,
        Map<String, Integer> nodePorts) {
    public enum Phase {
        /// Not whole yet: whoever finds it like this and without a supervisor wipes it.
        STARTING,
        /// Was whole once and starts again with its data: never wiped.
        RETURNING,
        RUNNING
    }

    /// A real node.
    ///
    /// @param number from 1 on: its place on the fabric
    /// @param address on the fabric
    /// @param api the port on the host's loopback that leads to its API
    /// @param init process 1 as the host counts; 0 while it has no power
    public record Member(String name, int number, String address, int api, long init) {
        Member with(long other) {
            return new Member(name, number, address, api, other);
        }
    }

    /// A broker by the name clients call it.
    ///
    /// @param host a name or an address
    /// @param address IPv4
    public record Broker(String host, int port, String address) {}

    public PlaneFile {
        brokers = List.copyOf(brokers);
        processes = Sorted.copy(processes);
        members = List.copyOf(members);
        nodePorts = Sorted.copy(nodePorts);
    }

    public long pid(String process) {
        return processes.getOrDefault(process, 0L);
    }

    public Optional<Member> member(String node) {
        return members.stream().filter(member -> member.name().equals(node)).findFirst();
    }

    PlaneFile as(Phase other) {
        return new PlaneFile(
                name, other, nodes, api, kafka, external, brokers, startedAt, processes, members,
                proxyMode, nodePorts);
    }

    PlaneFile with(Map<String, Long> others) {
        return new PlaneFile(
                name, phase, nodes, api, kafka, external, brokers, startedAt, others, members,
                proxyMode, nodePorts);
    }

    PlaneFile at(List<Broker> others) {
        return new PlaneFile(
                name, phase, nodes, api, kafka, external, others, startedAt, processes, members,
                proxyMode, nodePorts);
    }

    /// The same, with another process 1 for the node of this name, if there is one.
    PlaneFile withInit(String node, long init) {
        var others = members.stream().map(m -> m.name().equals(node) ? m.with(init) : m).toList();
        return new PlaneFile(
                name, phase, nodes, api, kafka, external, brokers, startedAt, processes, others,
                proxyMode, nodePorts);
    }

    /// The same, with a node port that leads to this port of the host.
    PlaneFile withNodePort(int nodePort, int host) {
        var others = new TreeMap<>(nodePorts);
        others.put(String.valueOf(nodePort), host);
        return new PlaneFile(
                name, phase, nodes, api, kafka, external, brokers, startedAt, processes, members,
                proxyMode, others);
    }

    /// The same, with real nodes that carry Services out like this.
    PlaneFile in(Optional<ProxyMode> mode) {
        return new PlaneFile(
                name, phase, nodes, api, kafka, external, brokers, startedAt, processes, members,
                mode, nodePorts);
    }

    /// Where a node port is on the host; 0 when it is not.
    public int onHost(int nodePort) {
        return nodePorts.getOrDefault(String.valueOf(nodePort), 0);
    }

    /// Nothing when there is none, or none that can be read.
    public static Optional<PlaneFile> read(Path file) {
        try {
            return Optional.of(
                    TreeReader.lenient(PlaneFile.class, Json.parse(Files.readAllBytes(file))));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /// As a whole or not at all.
    void write(Path file) throws IOException {
        var next = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(next, Json.write(TreeWriter.write(this)));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
