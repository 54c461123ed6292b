package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Tree;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.wire.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "top", description = "What nodes or pods use right now: top nodes, top pods -A.")
final class Top implements Callable<Integer> {
    private static final String METRICS = "/apis/metrics.k8s.io/v1beta1";

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Mixin private final NamespaceOptions namespaces = new NamespaceOptions();

    @Parameters(paramLabel = "nodes|pods", description = "Of what.")
    private String of = "";

    @Override
    public Integer call() {
        var out = Console.out(spec);
        try (var api = server.connect()) {
            switch (of) {
                case "node", "nodes", "no" -> nodes(api, out);
                case "pod", "pods", "po" -> pods(api, out);
                default ->
                        throw Console.wrong(
                                spec,
                                "top of nodes or pods, got \"%s\"%s"
                                        .formatted(of, Nearest.hint(of, List.of("nodes", "pods"))));
            }
        }
        out.flush();
        return 0;
    }

    private static void nodes(ApiClient api, PrintWriter out) {
        out.printf("%-24s %10s %12s%n", "NAME", "CPU(cores)", "MEMORY");
        for (var node : api.get(METRICS + "/nodes", Map.of()).list("items")) {
            row(out, node.at("metadata").text("name"), node.at("usage"));
        }
    }

    private void pods(ApiClient api, PrintWriter out) {
        out.printf("%-24s %10s %12s%n", "NAME", "CPU(cores)", "MEMORY");
        var path =
                namespaces.all()
                        ? METRICS + "/pods"
                        : METRICS + "/namespaces/" + namespaces.namespace() + "/pods";
        for (var pod : api.get(path, Map.of()).list("items")) {
            var metadata = pod.at("metadata");
            var name =
                    namespaces.all()
                            ? metadata.text("namespace") + "/" + metadata.text("name")
                            : metadata.text("name");
            row(out, name, sum(pod));
        }
    }

    private static Tree sum(Tree pod) {
        var nanos = 0L;
        var bytes = 0L;
        for (var container : pod.list("containers")) {
            var usage = container.at("usage");
            nanos += usage.has("cpu") ? Quantity.of(usage.text("cpu")).milli() : 0;
            bytes += usage.has("memory") ? Quantity.of(usage.text("memory")).units() : 0;
        }
        return new Tree(Map.of("cpu", nanos + "m", "memory", Long.toString(bytes)));
    }

    private static void row(PrintWriter out, String name, Tree usage) {
        out.printf(
                "%-24s %10s %12s%n",
                name,
                usage.has("cpu") ? Quantity.of(usage.text("cpu")).milli() + "m" : "?",
                usage.has("memory")
                        ? (Quantity.of(usage.text("memory")).units() >> 20) + "Mi"
                        : "?");
    }
}
