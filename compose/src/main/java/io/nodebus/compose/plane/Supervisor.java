package io.nodebus.compose.plane;

import io.nodebus.compose.build.Build;
import io.nodebus.compose.fabric.Fabric;
import io.nodebus.compose.keep.BoundedLogs;
import io.nodebus.compose.keep.Child;
import io.nodebus.compose.keep.Kept;
import io.nodebus.compose.keep.Running;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.tools.Supplies;
import io.nodebus.compose.tools.Toolbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The process that is a plane: it starts the broker, the fleet services and the nodes, starts each
/// again when it ends, and takes orders. At SIGTERM it ends them all and leaves their data.
///
/// What it prints is for the `up` that waits for it: a line `serves NAME` for each, and at last
/// `ready`. Its log has the rest.
public final class Supervisor {
    static final String SERVES = "serves ";
    static final String READY = "ready";
    static final String BROKER = "broker";
    static final String FLEET = "fleet";
    static final String SIMULATION = "simulation";
    static final String FABRIC = "fabric";

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final PlaneDir dir;
    private final Toolbox tools;
    private final SequencedMap<String, Kept> kept = new LinkedHashMap<>();
    private final SequencedSet<String> awaited = new LinkedHashSet<>();
    private final NodePortRelays nodePorts = new NodePortRelays();
    private PlaneFile file;
    private @Nullable Fabric fabric;

    private Supervisor(PlaneDir dir, PlaneFile file, Toolbox tools) {
        this.dir = dir;
        this.file = file;
        this.tools = tools;
    }

    /// `FOLDER`: everything else is in its `plane.json`.
    public static void main(String[] args) throws IOException, InterruptedException {
        var dir = new PlaneDir(Path.of(args[0]));
        var file =
                PlaneFile.read(dir.file())
                        .orElseThrow(() -> new IllegalArgumentException("no " + dir.file()));
        var env = System.getenv();
        var tools = Supplies.usual(env, Supervisor::log).look(env.getOrDefault("PATH", ""));
        var supervisor = new Supervisor(dir, file, tools);
        supervisor.plan(new OurProcesses(dir, Build.ofThisProcess()));
        var orders = Orders.takenAt(dir.socket(env), supervisor::carryOut);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> supervisor.end(orders), "ends"));
        Thread.ofVirtual().name("bounds-logs").start(() -> boundLogs(dir));
        supervisor.begin();
        new CountDownLatch(1).await(); // virtual threads alone keep no JVM alive
    }

    private void plan(Recipe recipe) {
        var kafka = HostPort.of(file.kafka());
        if (!file.external()) {
            child(BROKER, recipe.broker(kafka.port()));
        }
        child(FLEET, recipe.fleet(kafka, HostPort.of(file.api().replace("https://", "")).port()));
        switch (NodeCount.of(file.nodes())) {
            case NodeCount.Simulated(int count) ->
                    child(SIMULATION, recipe.simulation(count, kafka));
            case NodeCount.Real _ -> {
                keep(FABRIC, this::startFabric);
                file.members()
                        .forEach(member ->
                                node(member, recipe.agent(member, kafka, file.proxyMode())));
            }
        }
    }

    private void child(String name, List<String> command) {
        awaited.add(name);
        keep(name, () -> Child.start(command, Map.of(), dir.log(name), _ -> serves(name)));
    }

    private void node(PlaneFile.Member member, List<String> agent) {
        awaited.add(member.name());
        var node =
                new RealNode(dir, tools, member, file.brokers(), agent, this::fabric, this::serves);
        keep(member.name(), node::start);
    }

    private void keep(String name, Kept.Starter starter) {
        kept.put(
                name,
                new Kept(
                        name,
                        () -> {
                            var life = starter.start();
                            started(name, life.pid());
                            return life;
                        },
                        Supervisor::log));
    }

    private void begin() {
        started("supervisor", ProcessHandle.current().pid());
        kept.values().forEach(Kept::begin);
    }

    private Running startFabric() throws IOException {
        var started = Fabric.start(new Mark(dir.path()), tools);
        for (var member : file().members()) {
            var node = kept.get(member.name());
            var running = node == null ? Optional.<Running>empty() : node.running();
            running.ifPresent(life -> started.attach(member.number(), life.pid()));
        }
        has(started);
        return started;
    }

    private void has(Fabric started) throws IOException {
        nodePorts.close();
        synchronized (this) {
            fabric = started;
            notifyAll();
        }
        for (var nodePort : file().nodePorts().keySet()) {
            relay(Integer.parseInt(nodePort));
        }
    }

    private void relay(int nodePort) throws IOException {
        var host = nodePorts.open(nodePort, fabric(), file().onHost(nodePort));
        synchronized (this) {
            write(file.withNodePort(nodePort, host));
        }
    }

    /// Waits for the first one.
    private synchronized Fabric fabric() {
        try {
            while (fabric == null) {
                wait();
            }
            return fabric;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the fabric", e);
        }
    }

    private synchronized PlaneFile file() {
        return file;
    }

    private synchronized void started(String name, long pid) {
        var processes = new LinkedHashMap<>(file.processes());
        processes.put(name, pid);
        write(file.with(processes).withInit(name, pid));
    }

    /// When nobody is awaited any more the plane is whole.
    private synchronized void serves(String name) {
        if (!awaited.remove(name)) {
            return;
        }
        System.out.println(SERVES + name);
        if (awaited.isEmpty()) {
            write(file.as(PlaneFile.Phase.RUNNING));
            System.out.println(READY);
        }
    }

    /// What runs is known here; a full disk must not make it look as if it did not.
    private void write(PlaneFile next) {
        file = next;
        try {
            next.write(dir.file());
        } catch (IOException e) {
            log("%s is not up to date: %s".formatted(dir.file(), e));
        }
    }

    private String carryOut(String order) {
        var words = List.of(order.split(" ", 2));
        if (words.getFirst().equals("relay")) {
            return relayed(words.getLast());
        }
        var process = kept.get(words.getLast());
        if (process == null) {
            return "there is no process %s here, only %s".formatted(words.getLast(), kept.keySet());
        }
        try {
            switch (words.getFirst()) {
                case "kill" -> process.kill();
                case "hold" -> process.hold();
                case "release" -> process.release();
                default -> {
                    return "must be kill, hold, release or relay, got " + words.getFirst();
                }
            }
            return Orders.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } catch (RuntimeException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private String relayed(String nodePort) {
        if (!kept.containsKey(FABRIC)) {
            return "simulated nodes have no node ports";
        }
        try {
            relay(Integer.parseInt(nodePort));
            return Orders.DONE;
        } catch (IOException | IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// Nodes and services first and together, then what they lean on.
    private void end(Orders orders) {
        try {
            orders.close();
            var leaning = kept.values().stream().filter(process -> !isLeanedOn(process)).toList();
            var ends = leaning.stream().map(Supervisor::ending).toList();
            for (var end : ends) {
                end.join();
            }
            for (var name : List.of(BROKER, FABRIC)) {
                var process = kept.get(name);
                if (process != null) {
                    process.end(PATIENCE);
                }
            }
        } catch (IOException e) {
            log("the socket for orders stays: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isLeanedOn(Kept process) {
        return process.name().equals(BROKER) || process.name().equals(FABRIC);
    }

    private static Thread ending(Kept process) {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        process.end(PATIENCE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    private static void boundLogs(PlaneDir dir) {
        var logs = new BoundedLogs(dir.logs(), BoundedLogs.USUAL);
        while (true) {
            try {
                logs.look();
            } catch (IOException | RuntimeException e) {
                log("the logs are not bounded now: " + e.getMessage());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static void log(String line) {
        System.err.println(Instant.now() + " " + line);
    }
}
