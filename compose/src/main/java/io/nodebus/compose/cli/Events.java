package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Tree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "events",
        description = "What happened on the topics: states, events and decisions, oldest first.")
final class Events implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until interrupted.")
    private boolean follow;

    @Option(
            names = "--since",
            paramLabel = "DURATION|TIME",
            description = "Only what is newer: 5m, or a time such as 2026-01-31T12:00:00Z.")
    private @Nullable String since;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table, or json: one object a line.")
    private Output output = Output.table;

    @Override
    public Integer call() throws IOException {
        var query = new LinkedHashMap<String, String>();
        if (follow) {
            query.put("follow", "true");
        }
        if (since != null) {
            query.put("since", moment(since).toString());
        }
        var out = Console.out(spec);
        try (var api = server.connect();
                var lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        api.stream(
                                                "/apis/nodebus.io/v1/events",
                                                query,
                                                ApiClient.JSON),
                                        UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (output == Output.json) {
                    out.println(line);
                } else {
                    show(Tree.of(Json.parse(line.getBytes(UTF_8))), out);
                }
                out.flush();
            }
        }
        return 0;
    }

    private Instant moment(String text) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : Instant.now().minus(Durations.parse(text));
        } catch (DateTimeParseException | IllegalArgumentException _) {
            throw Console.wrong(
                    spec,
                    "--since: write 90s, 5m, 1h30m or 2026-01-31T12:00:00Z, got \"%s\""
                            .formatted(text));
        }
    }

    private static void show(Tree event, PrintWriter out) {
        var because = event.at("data.because");
        out.printf(
                "%-24s  %-18s  %-34s  %-24s  %s%n",
                event.text("at"),
                event.text("topic"),
                event.text("key"),
                event.text("type"),
                because.text("message"));
    }
}
