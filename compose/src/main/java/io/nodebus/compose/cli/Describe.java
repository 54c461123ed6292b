package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Resources;
import io.nodebus.compose.client.Tree;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "describe",
        description =
                "Everything about an object, and its latest events: describe pod web, describe"
                        + " node/n1.")
final class Describe implements Callable<Integer> {
    /// Maps whose keys people or the cluster chose: written as they are.
    private static final Set<String> NAMED_BY_PEOPLE =
            Set.of(
                    "labels",
                    "annotations",
                    "data",
                    "nodeSelector",
                    "selector",
                    "matchLabels",
                    "requests",
                    "limits",
                    "capacity",
                    "allocatable");

    /// What is told first, and not again as it stands there.
    private static final Set<String> HEADING = Set.of("apiVersion", "kind", "metadata");

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Mixin private final NamespaceOptions namespaces = new NamespaceOptions();

    @Parameters(
            paramLabel = "TYPE[/NAME]",
            completionCandidates = Kinds.class,
            arity = "1..2",
            description = "TYPE NAME or TYPE/NAME.")
    private List<String> words = List.of();

    @Override
    public Integer call() {
        var out = Console.out(spec);
        try (var api = server.connect()) {
            var slash = words.getFirst().indexOf('/');
            var type = slash < 0 ? words.getFirst() : words.getFirst().substring(0, slash);
            var resource = Resources.discover(api).named(type);
            var name = slash < 0 ? "" : words.getFirst().substring(slash + 1);
            if (name.isEmpty() && words.size() == 2) {
                name = words.get(1);
            }
            if (name.isEmpty()) {
                for (var item :
                        api.get(resource.path(namespaces.namespace()), Map.of()).list("items")) {
                    describe(api, resource.kind(), item, out);
                    out.println();
                }
            } else {
                describe(
                        api,
                        resource.kind(),
                        api.get(resource.path(namespaces.namespace(), name), Map.of()),
                        out);
            }
        }
        out.flush();
        return 0;
    }

    private void describe(ApiClient api, String kind, Tree object, PrintWriter out) {
        var metadata = object.at("metadata");
        line(out, 0, "Name", metadata.text("name"));
        line(out, 0, "Namespace", metadata.text("namespace"));
        line(out, 0, "Kind", kind);
        line(out, 0, "Created", metadata.text("creationTimestamp"));
        section(out, "Labels", metadata.at("labels"));
        section(out, "Annotations", metadata.at("annotations"));
        var rest = new LinkedHashMap<Object, Object>(object.fields());
        rest.keySet().removeAll(HEADING);
        fields(out, 0, rest);
        if (kind.equals("Service")) {
            Behind.of(api, metadata).print(out);
        }
        events(api, kind, metadata, out);
    }

    private static void section(PrintWriter out, String title, Tree fields) {
        if (!fields.fields().isEmpty()) {
            out.println(title + ":");
            named(out, 1, fields.fields());
        }
    }

    private static void fields(PrintWriter out, int depth, Map<?, ?> fields) {
        fields.forEach((name, value) -> {
            if (value instanceof Map<?, ?> map
                    && !map.isEmpty()
                    && NAMED_BY_PEOPLE.contains(name.toString())) {
                out.println("  ".repeat(depth) + title(name.toString()) + ":");
                named(out, depth + 1, map);
            } else {
                value(out, depth, title(name.toString()), value);
            }
        });
    }

    private static void named(PrintWriter out, int depth, Map<?, ?> fields) {
        fields.forEach((name, value) -> value(out, depth, name.toString(), value));
    }

    private static void value(PrintWriter out, int depth, String name, Object value) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> {}
            case Map<?, ?> map -> {
                out.println("  ".repeat(depth) + name + ":");
                fields(out, depth + 1, map);
            }
            case List<?> list when list.stream().allMatch(String.class::isInstance) ->
                    line(
                            out,
                            depth,
                            name,
                            String.join(" ", list.stream().map(Object::toString).toList()));
            case List<?> list -> {
                out.println("  ".repeat(depth) + name + ":");
                list.forEach(item -> item(out, depth + 1, Tree.of(item)));
            }
            default -> line(out, depth, name, value.toString());
        }
    }

    /// Under the name it gives itself, as it writes it.
    private static void item(PrintWriter out, int depth, Tree item) {
        var key = item.has("name") ? "name" : "type";
        var fields = new LinkedHashMap<Object, Object>(item.fields());
        fields.remove(key);
        out.println("  ".repeat(depth) + (item.has(key) ? item.text(key) + ":" : "-"));
        fields(out, depth + 1, fields);
    }

    private static void line(PrintWriter out, int depth, String name, String value) {
        if (!value.isEmpty()) {
            out.printf("%-24s %s%n", "  ".repeat(depth) + name + ":", value);
        }
    }

    private static String title(String name) {
        return name.isEmpty()
                ? "-"
                : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /// What happened in the same second stays in the server's order.
    private static List<Tree> inOrder(List<Tree> events) {
        return events.stream()
                .sorted(Comparator.comparing((Tree event) -> event.text("lastTimestamp")))
                .toList();
    }

    private static void events(ApiClient api, String kind, Tree metadata, PrintWriter out) {
        var events =
                api.get(
                                "/api/v1/events",
                                Map.of(
                                        "fieldSelector",
                                        "involvedObject.kind=%s,involvedObject.namespace=%s,involvedObject.name=%s"
                                                .formatted(
                                                        kind,
                                                        metadata.text("namespace"),
                                                        metadata.text("name"))))
                        .list("items");
        out.println("Events:" + (events.isEmpty() ? " <none>" : ""));
        for (var event : inOrder(events)) {
            out.printf(
                    "  %-22s %-20s %s%n",
                    event.text("lastTimestamp"), event.text("reason"), event.text("message"));
        }
    }
}
