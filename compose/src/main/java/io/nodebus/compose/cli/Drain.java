package io.nodebus.compose.cli;

import io.nodebus.compose.client.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "drain",
        description =
                "Cordon a node and delete its pods. Bare pods do not come back elsewhere by"
                        + " themselves.")
final class Drain implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NODE", description = "The node.")
    private String node = "";

    @Option(
            names = "--grace-period",
            paramLabel = "SECONDS",
            defaultValue = "-1",
            description = "How long processes may take to end (default: what each pod says).")
    private long graceSeconds;

    @Override
    public Integer call() {
        var out = Console.out(spec);
        try (var api = server.connect()) {
            api.patch("/api/v1/nodes/" + node, Map.of("spec", Map.of("unschedulable", true)));
            out.println("node/%s cordoned".formatted(node));
            out.flush();
            var options =
                    new LinkedHashMap<String, Object>(
                            Map.of("kind", "DeleteOptions", "apiVersion", "v1"));
            if (graceSeconds >= 0) {
                options.put("gracePeriodSeconds", graceSeconds);
            }
            var pods = api.get("/api/v1/pods", Map.of("fieldSelector", "spec.nodeName=" + node));
            for (var pod : pods.list("items")) {
                var metadata = pod.at("metadata");
                var list = "/api/v1/namespaces/%s/pods".formatted(metadata.text("namespace"));
                try {
                    api.send("DELETE", list + "/" + metadata.text("name"), Map.of(), options);
                } catch (Refusal refusal) {
                    if (refusal.code() != 404) {
                        throw refusal;
                    }
                }
                out.println("pod/%s deleted".formatted(metadata.text("name")));
                out.flush();
            }
            for (var pod : pods.list("items")) {
                var metadata = pod.at("metadata");
                Watch.until(
                        api,
                        "/api/v1/namespaces/%s/pods".formatted(metadata.text("namespace")),
                        metadata.text("name"),
                        event -> "DELETED".equals(event.text("type")));
            }
            out.println("node/%s drained".formatted(node));
            out.flush();
        }
        return 0;
    }
}
