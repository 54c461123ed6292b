package io.nodebus.compose.plane;

import io.nodebus.compose.box.Box;
import io.nodebus.compose.box.BoxPlan;
import io.nodebus.compose.box.Cgroups;
import io.nodebus.compose.fabric.Fabric;
import io.nodebus.compose.keep.Running;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.relay.NetworkNamespace;
import io.nodebus.compose.relay.PullProxy;
import io.nodebus.compose.relay.Relay;
import io.nodebus.compose.tools.Toolbox;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Gives one real node power, each time anew: box, cable, relays, images.
final class RealNode {
    /// Where the agent's API listens inside the node, as the kubelet's does.
    static final int API_PORT = 10250;

    private static final int PROXY_PORT = 3128;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(25);

    private final PlaneDir dir;
    private final Toolbox tools;
    private final PlaneFile.Member member;
    private final List<PlaneFile.Broker> brokers;
    private final List<String> agent;
    private final Supplier<Fabric> fabric;
    private final Consumer<String> booted;

    /// @param brokers as the host finds them; they are found at the same addresses inside
    /// @param fabric the one that is there now
    /// @param booted told the node's name when containerd answers and has its images
    RealNode(
            PlaneDir dir,
            Toolbox tools,
            PlaneFile.Member member,
            List<PlaneFile.Broker> brokers,
            List<String> agent,
            Supplier<Fabric> fabric,
            Consumer<String> booted) {
        this.dir = dir;
        this.tools = tools;
        this.member = member;
        this.brokers = List.copyOf(brokers);
        this.agent = List.copyOf(agent);
        this.fabric = fabric;
        this.booted = booted;
    }

    Running start() throws IOException {
        Cgroups.ofThisMachine().remove(dir.cgroup() + "/" + member.name(), PATIENCE);
        var box = Box.start(plan());
        try {
            fabric.get().attach(member.number(), box.init());
            var node = new PoweredNode(box, relays(box));
            box.go();
            Thread.ofVirtual().name("boots-" + member.name()).start(() -> boot(box));
            return node;
        } catch (IOException | RuntimeException e) {
            box.powerCut();
            throw e;
        }
    }

    private BoxPlan plan() {
        var proxy = "http://127.0.0.1:" + PROXY_PORT;
        return new BoxPlan(
                member.name(),
                dir.node(member.name()),
                new Mark(dir.path()),
                tools,
                dir.registries(),
                dir.log(member.name()),
                BoxPlan.USUAL_DISK,
                names(),
                Map.of("HTTP_PROXY", proxy, "HTTPS_PROXY", proxy),
                agent);
    }

    private List<AutoCloseable> relays(Box box) throws IOException {
        var host = NetworkNamespace.host();
        var inside = NetworkNamespace.of(box.init());
        var relays = new ArrayList<AutoCloseable>();
        for (var broker : addresses()) {
            relays.add(Relay.open(inside, broker, host, broker));
        }
        var api = HostPort.loopback(member.api()).address();
        relays.add(Relay.open(host, api, inside, HostPort.loopback(API_PORT).address()));
        relays.add(PullProxy.open(inside, HostPort.loopback(PROXY_PORT).address(), host));
        return relays;
    }

    /// Two names may be of one broker.
    private List<InetSocketAddress> addresses() {
        return brokers.stream()
                .map(broker -> new InetSocketAddress(broker.address(), broker.port()))
                .distinct()
                .toList();
    }

    private Map<String, String> names() {
        var names = new TreeMap<String, String>();
        brokers.forEach(broker -> names.put(broker.host(), broker.address()));
        return names;
    }

    /// Images that are there already stay: a node that lost power keeps its disk.
    private void boot(Box box) {
        try {
            awaitContainerd(box);
            var load = new ImageLoad(dir, tools);
            var loaded = dir.node(member.name()).resolve("loaded");
            for (var archive : load.kept()) {
                var mark = loaded.resolve(archive.getFileName());
                if (!Files.exists(mark)) {
                    load.into(box.entrance(), archive);
                    Files.createDirectories(loaded);
                    Files.createFile(mark);
                }
            }
            booted.accept(member.name());
        } catch (IOException | RuntimeException e) {
            if (box.isAlive()) {
                throw new IllegalStateException(member.name() + " does not boot", e);
            }
        }
    }

    private static void awaitContainerd(Box box) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!box.inside("ctr", "version").run().succeeded()) {
            if (System.nanoTime() > end || !box.isAlive()) {
                throw new IllegalStateException("containerd of " + box.name() + " does not answer");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
