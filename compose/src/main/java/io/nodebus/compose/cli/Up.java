package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.manifest.Document;
import io.nodebus.compose.manifest.Manifest;
import io.nodebus.compose.plane.HostPort;
import io.nodebus.compose.plane.NodeCount;
import io.nodebus.compose.plane.Plane;
import io.nodebus.compose.plane.Progress;
import io.nodebus.compose.plane.UpFailed;
import io.nodebus.compose.plane.UpOptions;
import io.nodebus.compose.plane.UpRefused;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.nodeagent.settings.ProxyMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "up",
        description =
                "Start a plane on this machine: a broker, the services and some nodes. One that"
                        + " runs is shown.")
final class Up implements Callable<Integer> {
    private static final String EXAMPLE = "/io/nodebus/compose/example/hello.yaml";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int UNAVAILABLE = 503;
    private static final Duration LOOK = Duration.ofMillis(100);

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = "--nodes",
            paramLabel = "N|sim:N",
            defaultValue = "2",
            description =
                    "How many nodes; sim:N are simulated and need no root (default:"
                            + " ${DEFAULT-VALUE}).")
    private String nodes = "2";

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "A broker of yours instead of an embedded one.")
    private @Nullable String kafka;

    @Option(
            names = "--proxy-mode",
            paramLabel = "MODE",
            description =
                    "What carries Services out on real nodes: nftables (default), iptables, or"
                            + " none.")
    private @Nullable ProxyMode proxyMode;

    @Option(
            names = "--example",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Apply the example on first start (default: ${DEFAULT-VALUE}).")
    private boolean example = true;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var began = Instant.now();
        try {
            var up = Plane.up(options(), new Steps());
            try (var api = new ApiClient(Server.ofPlane(server.folder()), server.timeout())) {
                if (!up.wasRunning() || isInterrupted(up.plane())) {
                    return fill(up.plane(), api, began);
                }
                show(up.plane(), api, Console.out(spec));
                return 0;
            }
        } catch (UpRefused refused) {
            Console.complain(String.valueOf(refused.getMessage()));
            return 2;
        } catch (UpFailed failed) {
            Console.complain(String.valueOf(failed.getMessage()));
            return 1;
        }
    }

    private UpOptions options() {
        try {
            return new UpOptions(
                    server.dir(),
                    NodeCount.of(nodes),
                    brokerOfOthers(),
                    Optional.ofNullable(proxyMode),
                    System.getenv());
        } catch (IllegalArgumentException e) {
            throw Console.wrong(spec, String.valueOf(e.getMessage()));
        }
    }

    private Optional<HostPort> brokerOfOthers() {
        try {
            return Optional.ofNullable(kafka).map(HostPort::of);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--kafka " + e.getMessage(), e);
        }
    }

    /// Somebody did not wait for the example, or for the nodes it waits for.
    private boolean isInterrupted(Plane plane) {
        return example && !Files.exists(applied(plane));
    }

    private static Path applied(Plane plane) {
        return plane.dir().path().resolve("example.applied");
    }

    /// What runs is shown also when something is late.
    private int fill(Plane plane, ApiClient api, Instant began) throws IOException {
        try {
            awaitNodes(plane, api);
            Console.progress("%6.1f s  nodes are ready".formatted(seconds(began)));
            example(plane, api, began);
            show(plane, api, Console.out(spec));
            return 0;
        } catch (Late late) {
            show(plane, api, Console.out(spec));
            Console.complain(String.valueOf(late.getMessage()));
            return 1;
        }
    }

    /// Pods are spread over the nodes that are ready when they come.
    private static void awaitNodes(Plane plane, ApiClient api) {
        var wanted = NodeCount.of(plane.file().nodes()).count();
        var deadline = Instant.now().plus(PATIENCE);
        while (ready(api) < wanted) {
            if (Instant.now().isAfter(deadline)) {
                throw new Late(
                        "of %d nodes %d are ready after %d s: ./nodebus get nodes, and the logs in %s"
                                .formatted(
                                        wanted,
                                        ready(api),
                                        PATIENCE.toSeconds(),
                                        plane.dir().logs()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /// A plane on a broker that knows an earlier one is asked before it has read all that is there.
    private static long ready(ApiClient api) {
        try {
            return api.get("/api/v1/nodes", Map.of()).list("items").stream()
                    .filter(node ->
                            node.at("status").list("conditions").stream().anyMatch(Up::isReady))
                    .count();
        } catch (Refusal refusal) {
            if (refusal.code() != UNAVAILABLE) {
                throw refusal;
            }
            return 0;
        }
    }

    private static boolean isReady(Tree condition) {
        return condition.text("type").equals("Ready") && condition.text("status").equals("True");
    }

    /// Applied once in a plane's life: whoever deletes it, or did not want it, does not get it at
    /// the next `up`.
    private void example(Plane plane, ApiClient api, Instant began) throws IOException {
        if (Files.exists(applied(plane))) {
            return;
        }
        if (!example) {
            Files.createFile(applied(plane));
            return;
        }
        var apply = ManifestApply.of(api, exampleDocuments(), ObjectMeta.DEFAULT_NAMESPACE);
        apply.items().forEach(apply::put);
        Files.createFile(applied(plane));
        var pods =
                apply.items().stream()
                        .filter(item -> item.resource().kind().equals("Pod"))
                        .map(ManifestApply.Item::name)
                        .toList();
        awaitRunning(api, pods);
        Console.progress("%6.1f s  %d example pods run".formatted(seconds(began), pods.size()));
    }

    private static List<Document> exampleDocuments() throws IOException {
        try (var in = Up.class.getResourceAsStream(EXAMPLE)) {
            if (in == null) {
                throw new IOException(EXAMPLE + " is not in this build");
            }
            return Manifest.read("-", new ByteArrayInputStream(in.readAllBytes()));
        }
    }

    /// By looking, not by a watch: who never changes any more is given up as well.
    private static void awaitRunning(ApiClient api, List<String> pods) {
        var deadline = Instant.now().plus(PATIENCE);
        for (var pod : pods) {
            var path = "/api/v1/namespaces/%s/pods/%s".formatted(ObjectMeta.DEFAULT_NAMESPACE, pod);
            while (!isRunning(api.get(path, Map.of()))) {
                if (Instant.now().isAfter(deadline)) {
                    throw new Late(
                            "pod %s does not run after %d s: ./nodebus why pod/%s"
                                    .formatted(pod, PATIENCE.toSeconds(), pod));
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    /// The plane is there, but not all of it as promised.
    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1;

        Late(String message) {
            super(message);
        }
    }

    private static boolean isRunning(Tree pod) {
        return "Running".equals(pod.at("status").text("phase"));
    }

    private void show(Plane plane, ApiClient api, PrintWriter out) {
        out.println();
        new TablePrinter(out, true, false).print(api.table("/api/v1/nodes", Map.of()), "");
        out.println();
        var pods = api.table("/api/v1/pods", Map.of());
        if (!pods.list("rows").isEmpty()) {
            new TablePrinter(out, true, true).print(pods, "");
            out.println();
        }
        var memory = plane.memory();
        out.println(
                "Memory  %s; %s in all"
                        .formatted(
                                String.join(
                                        ", ",
                                        memory.entrySet().stream()
                                                .map(e -> e.getKey() + " " + mib(e.getValue()))
                                                .toList()),
                                mib(memory.values().stream().mapToLong(Long::longValue).sum())));
        out.println("API     " + plane.file().api());
        nodePorts(plane, api, out);
        out.println("Kafka   " + plane.file().kafka());
        out.println("Folder  " + plane.dir().path());
        out.println("Try     ./nodebus why pod/web-1");
        out.println("        ./nodebus get pods -w");
        out.println("        ./nodebus events -f");
        out.println("        ./nodebus down");
        out.flush();
    }

    /// Where Services with node ports are on this machine. A plane of simulated nodes has none.
    private static void nodePorts(Plane plane, ApiClient api, PrintWriter out) {
        if (plane.file().members().isEmpty()) {
            return;
        }
        for (var service : api.get("/api/v1/services", Map.of()).list("items")) {
            for (var port : service.at("spec").list("ports")) {
                var nodePort = port.text("nodePort");
                if (!nodePort.isEmpty() && !port.text("protocol").equals("UDP")) {
                    out.println(relayed(plane, service, Integer.parseInt(nodePort)));
                }
            }
        }
    }

    private static String relayed(Plane plane, Tree service, int nodePort) {
        var name = service.at("metadata").text("name");
        try {
            return "Service curl http://127.0.0.1:%d/   # %s, from outside"
                    .formatted(plane.relay(nodePort), name);
        } catch (IOException e) {
            return "Service %s has node port %d, not on this machine: %s"
                    .formatted(name, nodePort, e.getMessage());
        }
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    /// Where the time goes, a line for each step that is done.
    static final class Steps implements Progress {
        @Override
        public void doing(String what) {}

        @Override
        public void done(String what, Duration since) {
            Console.progress("%6.1f s  %s".formatted(since.toMillis() / 1000.0, what));
        }
    }
}
