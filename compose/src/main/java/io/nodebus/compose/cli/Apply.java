package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Resources;
import io.nodebus.compose.client.Resources.Resource;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.manifest.BadManifest;
import io.nodebus.compose.manifest.Document;
import io.nodebus.compose.manifest.Manifest;
import io.nodebus.contracts.meta.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "apply",
        description =
                "Make objects what manifests say. All documents are checked first: if one is wrong,"
                        + " none is applied.")
final class Apply implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = ObjectMeta.DEFAULT_NAMESPACE,
            description = "For objects that name none (default: ${DEFAULT-VALUE}).")
    private String namespace = ObjectMeta.DEFAULT_NAMESPACE;

    @Option(
            names = {"-f", "--filename"},
            paramLabel = "FILE",
            required = true,
            description = "YAML or JSON; - is standard input. May be given several times.")
    private List<String> files = List.of();

    @Option(names = "--dry-run", description = "Check with the server, change nothing.")
    private boolean dryRun;

    /// One document and where it belongs.
    private record Item(Document document, Resource resource, String namespace, String name) {
        String path() {
            return resource.path(namespace, name);
        }

        String shown() {
            return resource.singular() + "/" + name;
        }
    }

    @Override
    public Integer call() {
        var documents = new ArrayList<Document>();
        for (var file : files) {
            documents.addAll(Manifest.read(file, System.in));
        }
        if (documents.isEmpty()) {
            Console.complain("no objects in " + String.join(", ", files));
            return 1;
        }
        try (var api = server.connect()) {
            var items = items(documents, Resources.discover(api));
            var faults = items.stream().flatMap(item -> faults(api, item).stream()).toList();
            if (!faults.isEmpty()) {
                faults.forEach(Console::complain);
                if (items.size() > 1) {
                    Console.complain("nothing was applied");
                }
                return 1;
            }
            var out = Console.out(spec);
            for (var item : items) {
                out.println(item.shown() + " " + (dryRun ? "would be applied" : put(api, item)));
                out.flush();
            }
            return 0;
        }
    }

    private List<Item> items(List<Document> documents, Resources resources) {
        var items = new ArrayList<Item>();
        for (var document : documents) {
            items.add(item(document, resources));
        }
        return items;
    }

    private Item item(Document document, Resources resources) {
        try {
            var resource = resources.of(document.text("apiVersion"), document.text("kind"));
            var said = document.metadata("namespace");
            var name = document.metadata("name");
            if (name.isEmpty()) {
                throw new BadManifest(
                        document.file(), document.line("metadata"), "metadata.name: is required");
            }
            return new Item(
                    document,
                    resource,
                    resource.namespaced() ? said.isEmpty() ? namespace : said : "",
                    name);
        } catch (IllegalArgumentException e) {
            throw new BadManifest(
                    document.file(), document.line("kind"), String.valueOf(e.getMessage()));
        }
    }

    /// What the server has against an item, each with file, line and path.
    private List<String> faults(ApiClient api, Item item) {
        try {
            write(api, item, current(api, item).isPresent(), Map.of("dryRun", "All"));
            return List.of();
        } catch (Refusal refusal) {
            if (refusal.causes().isEmpty()) {
                return List.of(item.document().at("") + ": " + refusal.getMessage());
            }
            return refusal.causes().stream()
                    .map(cause ->
                            "%s: %s: %s"
                                    .formatted(
                                            item.document().at(cause.field()),
                                            cause.field(),
                                            cause.message()))
                    .toList();
        }
    }

    private String put(ApiClient api, Item item) {
        var before = current(api, item);
        var after = write(api, item, before.isPresent(), Map.of());
        if (before.isEmpty()) {
            return "created";
        }
        return version(before.get()).equals(version(after)) ? "unchanged" : "configured";
    }

    private static String version(Tree object) {
        return object.at("metadata").text("resourceVersion");
    }

    private static Optional<Tree> current(ApiClient api, Item item) {
        try {
            return Optional.of(api.get(item.path(), Map.of()));
        } catch (Refusal refusal) {
            if (refusal.code() == 404) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private static Tree write(ApiClient api, Item item, boolean exists, Map<String, String> query) {
        return exists
                ? api.send("PUT", item.path(), query, item.document().tree())
                : api.send(
                        "POST",
                        item.resource().path(item.namespace()),
                        query,
                        item.document().tree());
    }
}
