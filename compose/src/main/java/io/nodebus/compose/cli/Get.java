package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Resources;
import io.nodebus.compose.client.Resources.Resource;
import io.nodebus.compose.client.Tree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "get",
        description =
                "List objects, or show some by name: get pods, get pod/web node/n1, get"
                        + " svc,ep,rules -o wide.")
final class Get implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Mixin private final NamespaceOptions namespaces = new NamespaceOptions();

    @Parameters(
            paramLabel = "TYPE[/NAME]",
            completionCandidates = Kinds.class,
            arity = "1..*",
            description =
                    "Types separated by commas, then names; or TYPE/NAME as often as you like.")
    private List<String> words = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Output output = Output.table;

    @Option(
            names = {"-w", "--watch"},
            description = "Go on showing changes until interrupted.")
    private boolean watch;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            defaultValue = "",
            description = "Only objects with these labels: app=web,tier!=db.")
    private String selector = "";

    @Option(
            names = "--field-selector",
            paramLabel = "SELECTOR",
            defaultValue = "",
            description = "Only objects with these fields: spec.nodeName=n1.")
    private String fieldSelector = "";

    @Option(names = "--no-headers", description = "Leave the headings out.")
    private boolean noHeaders;

    /// What is asked for: one list, or one object.
    private record Asked(Resource resource, String name) {}

    @Override
    public Integer call() {
        var out = Console.out(spec);
        try (var api = server.connect()) {
            var asked = asked(Resources.discover(api));
            if (watch) {
                return watch(api, asked, out);
            }
            return switch (output) {
                case table, wide -> tables(api, asked, out);
                case json, yaml, name -> objects(api, asked, out);
            };
        }
    }

    private List<Asked> asked(Resources resources) {
        var asked = new ArrayList<Asked>();
        if (words.getFirst().contains("/")) {
            for (var word : words) {
                var slash = word.indexOf('/');
                if (slash < 0) {
                    throw wrong("\"%s\": write TYPE/NAME everywhere or nowhere".formatted(word));
                }
                asked.add(
                        new Asked(
                                resources.named(word.substring(0, slash)),
                                word.substring(slash + 1)));
            }
            return asked;
        }
        var names = words.subList(1, words.size());
        for (var type : words.getFirst().split(",", -1)) {
            var resource = resources.named(type);
            if (names.isEmpty()) {
                asked.add(new Asked(resource, ""));
            }
            names.forEach(name -> asked.add(new Asked(resource, name)));
        }
        return asked;
    }

    private int tables(ApiClient api, List<Asked> asked, PrintWriter out) {
        var several = asked.stream().map(Asked::resource).distinct().count() > 1;
        var code = 0;
        var shown = 0;
        for (var one : asked) {
            try {
                var table = api.table(path(one), query());
                if (table.list("rows").isEmpty()) {
                    continue;
                }
                if (shown++ > 0 && several) {
                    out.println();
                }
                new TablePrinter(
                                out,
                                output == Output.wide,
                                namespaces.all() && one.resource().namespaced())
                        .headings(!noHeaders)
                        .print(table, several ? one.resource().singular() + "/" : "");
            } catch (Refusal refusal) {
                Console.complain(refusal.sentence());
                code = 1;
            }
        }
        if (shown == 0 && code == 0) {
            Console.progress(
                    namespaces.all() || !asked.getFirst().resource().namespaced()
                            ? "No resources found"
                            : "No resources found in %s namespace."
                                    .formatted(namespaces.namespace()));
        }
        return code;
    }

    private int objects(ApiClient api, List<Asked> asked, PrintWriter out) {
        var found = new ArrayList<Tree>();
        for (var one : asked) {
            var answer = api.get(path(one), query());
            if (answer.has("items")) {
                found.addAll(
                        answer.list("items").stream()
                                .map(item -> withKind(item, one.resource()))
                                .toList());
            } else {
                found.add(answer);
            }
        }
        if (output == Output.name) {
            found.forEach(object ->
                    out.println(
                            object.text("kind").toLowerCase(Locale.ROOT)
                                    + "/"
                                    + object.at("metadata").text("name")));
            out.flush();
            return 0;
        }
        var single = found.size() == 1 && !asked.getFirst().name().isEmpty();
        Map<?, ?> whole =
                single
                        ? found.getFirst().fields()
                        : Map.of(
                                "apiVersion",
                                "v1",
                                "kind",
                                "List",
                                "items",
                                found.stream().map(Tree::fields).toList());
        out.println(
                output == Output.json
                        ? new String(Json.pretty(whole), UTF_8)
                        : Yaml.of(whole).stripTrailing());
        out.flush();
        return 0;
    }

    private static Tree withKind(Tree item, Resource resource) {
        var fields = new LinkedHashMap<Object, Object>();
        fields.put("apiVersion", resource.apiVersion());
        fields.put("kind", resource.kind());
        fields.putAll(item.fields());
        return new Tree(fields);
    }

    private int watch(ApiClient api, List<Asked> asked, PrintWriter out) {
        if (asked.size() != 1) {
            throw wrong("-w watches one type, or one object");
        }
        var one = asked.getFirst();
        var query = new LinkedHashMap<>(query());
        query.put("watch", "true");
        if (!one.name().isEmpty()) {
            query.put("fieldSelector", "metadata.name=" + one.name());
        }
        var printer =
                new TablePrinter(
                                out,
                                output == Output.wide,
                                namespaces.all() && one.resource().namespaced())
                        .headings(!noHeaders);
        var tabled = output == Output.table || output == Output.wide;
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(
                                api.stream(
                                        one.resource().path(namespaces.namespace()),
                                        query,
                                        tabled ? ApiClient.TABLE : ApiClient.JSON),
                                UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var event = Tree.of(Json.parse(line.getBytes(UTF_8)));
                if ("ERROR".equals(event.text("type"))) {
                    Console.complain(event.at("object").text("message"));
                    return 1;
                }
                show(event.at("object"), printer, out);
            }
        } catch (IOException e) {
            Console.complain("the watch broke off: " + e.getMessage());
            return 1;
        }
        return 0;
    }

    private void show(Tree object, TablePrinter printer, PrintWriter out) {
        switch (output) {
            case table, wide -> printer.print(object, "");
            case json -> out.println(new String(Json.pretty(object.fields()), UTF_8));
            case yaml -> out.println("---\n" + Yaml.of(object.fields()).stripTrailing());
            case name ->
                    out.println(
                            object.text("kind").toLowerCase(Locale.ROOT)
                                    + "/"
                                    + object.at("metadata").text("name"));
        }
        out.flush();
    }

    private String path(Asked one) {
        if (one.name().isEmpty()) {
            return one.resource().path(namespaces.namespace());
        }
        if (namespaces.all() && one.resource().namespaced()) {
            throw wrong("a name needs one namespace: leave -A out");
        }
        return one.resource().path(namespaces.namespace(), one.name());
    }

    private Map<String, String> query() {
        var query = new LinkedHashMap<String, String>();
        if (!selector.isEmpty()) {
            query.put("labelSelector", selector);
        }
        if (!fieldSelector.isEmpty()) {
            query.put("fieldSelector", fieldSelector);
        }
        return query;
    }

    private ParameterException wrong(String message) {
        return Console.wrong(spec, message);
    }
}
