package io.nodebus.compose.simulation;

import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.lifecycle.Service;
import io.nodebus.bus.node.NodeBusSettings;
import io.nodebus.bus.settings.Settings;
import io.nodebus.compose.bundle.NodeServices;
import io.nodebus.compose.image.StockImages;
import io.nodebus.nodeagent.ServiceProxy;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import io.nodebus.nodeagent.simulated.FakeLog;
import io.nodebus.nodeagent.simulated.FakeNetfilter;
import io.nodebus.nodeagent.simulated.FakeRuntime;
import io.nodebus.nodeagent.simulated.Pace;
import io.nodebus.nodeagent.simulated.Registry;
import io.nodebus.nodeagent.simulated.WallTimetable;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The process of a plane's simulated nodes. Each has a journal, an agent and a runtime of its own;
/// they share one connection to the bus.
public final class SimulatedNodes {
    private static final String CAPACITY = "cpu=4,memory=8Gi,ephemeral-storage=20Gi";
    private static final Path ROOT = Path.of("/");

    private final Service service;
    private final SimulationSettings settings;
    private final Future<KafkaBus> kafka;
    private final WallTimetable time = new WallTimetable();

    private SimulatedNodes(Service service, SimulationSettings settings) {
        this.service = service;
        this.settings = settings;
        this.kafka =
                KafkaBus.start(
                        service.vertx(),
                        KafkaSettings.at(settings.kafkaBootstrap(), "simulated-nodes"));
    }

    /// Flags: see [SimulationSettings]. Prints `ready` when all agents decide.
    public static void main(String... args) {
        Service.run(
                "simulation",
                SimulationSettings.class,
                SimulationSettings::service,
                args,
                (service, settings) -> new SimulatedNodes(service, settings).begin());
    }

    private Future<?> begin() {
        var nodes = new ArrayList<Future<?>>();
        for (var number = 1; number <= settings.nodes(); number++) {
            nodes.add(begin(number));
        }
        return Future.all(nodes).onSuccess(_ -> System.out.println("ready"));
    }

    private Future<?> begin(int number) {
        var name = "n" + number;
        var folder = settings.stateDir().resolve(name).toAbsolutePath();
        try {
            Files.createDirectories(folder.resolve("pods"));
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
        var services =
                new NodeServices(
                        name,
                        NodeBusSettings.simulated(folder.resolve("journal")),
                        agent(number, name, folder),
                        runtime(number, name),
                        Optional.of(new ServiceProxy("simulated", new FakeNetfilter())),
                        _ -> kafka);
        return services.begin(
                service.vertx(), service.meters(), service.health().faults(), service.stops());
    }

    private FakeRuntime runtime(int number, String name) {
        var runtime =
                new FakeRuntime(
                        name,
                        "10.64.%d.0/24".formatted(number % 256),
                        time,
                        Pace.CONTAINERD,
                        FakeLog.filesUnder(ROOT),
                        Registry.EVERYTHING);
        StockImages.names().forEach(runtime::load);
        return runtime;
    }

    /// As from a command line, so that whatever can be set has its default.
    private NodeAgentSettings agent(int number, String name, Path folder) {
        var flags = new ArrayList<String>();
        flags.addAll(
                List.of(
                        "--node-name",
                        name,
                        "--node-address",
                        "100.65.%d.%d".formatted(number / 250, number % 250 + 1),
                        "--node-dir",
                        folder.toString(),
                        "--pod-logs-dir",
                        folder.resolve("pods").toString(),
                        "--capacity",
                        CAPACITY,
                        "--network",
                        "false",
                        "--proxy-mode",
                        "none",
                        "--node-api-host",
                        "127.0.0.1",
                        "--node-api-port",
                        "0"));
        settings.nodeTokenFile()
                .ifPresent(file -> flags.addAll(List.of("--node-token-file", file.toString())));
        return Settings.read(NodeAgentSettings.class, flags, Map.of(), Optional.empty()).values();
    }
}
