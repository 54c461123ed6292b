package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.Tree;
import io.nodebus.contracts.meta.ObjectMeta;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "why",
        description =
                "Why something is as it is: each decision about it, with its figures and the"
                        + " records they came from.")
final class Why implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = ObjectMeta.DEFAULT_NAMESPACE,
            description = "The namespace (default: ${DEFAULT-VALUE}).")
    private String namespace = ObjectMeta.DEFAULT_NAMESPACE;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json.")
    private Output output = Output.table;

    @Parameters(paramLabel = "KIND/NAME", description = "pod/NAME, service/NAME or node/NAME.")
    private String object = "";

    @Override
    public Integer call() {
        var slash = object.indexOf('/');
        if (slash <= 0 || slash == object.length() - 1) {
            throw Console.wrong(
                    spec, "write KIND/NAME, as in pod/web; got \"%s\"".formatted(object));
        }
        var out = Console.out(spec);
        try (var api = server.connect()) {
            var answer =
                    api.get("/apis/nodebus.io/v1/why/" + object, Map.of("namespace", namespace));
            if (output == Output.json) {
                out.println(new String(Json.pretty(answer.fields()), UTF_8));
            } else {
                show(answer, out);
            }
            out.flush();
        }
        return 0;
    }

    private static void show(Tree answer, PrintWriter out) {
        if (!answer.text("summary").isEmpty()) {
            out.println(answer.text("summary"));
            out.println();
        }
        for (var step : answer.list("items")) {
            var because = step.at("because");
            out.printf(
                    "%s  %s  %s/%s@%s%n",
                    step.text("at"),
                    because.text("reason"),
                    step.text("topic"),
                    step.text("partition"),
                    step.text("offset"));
            out.println("    " + because.text("message"));
            because.at("figures")
                    .fields()
                    .forEach((name, value) -> out.println("    " + name + " = " + value));
            var evidence =
                    because.list("evidence").stream()
                            .map(e ->
                                    "%s/%s@%s"
                                            .formatted(
                                                    e.text("topic"),
                                                    e.text("partition"),
                                                    e.text("offset")))
                            .collect(Collectors.joining(", "));
            if (!evidence.isEmpty()) {
                out.println("    seen in " + evidence);
            }
        }
    }
}
