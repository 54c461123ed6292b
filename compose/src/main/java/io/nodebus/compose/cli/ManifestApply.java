package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Resources;
import io.nodebus.compose.client.Resources.Resource;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.manifest.BadManifest;
import io.nodebus.compose.manifest.Document;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes objects what documents say, one by one. Checked first as a whole, so that nothing of a bad
/// file is applied.
final class ManifestApply {
    private final ApiClient api;
    private final List<Item> items;

    /// One document and where it belongs.
    record Item(Document document, Resource resource, String namespace, String name) {
        String path() {
            return resource.path(namespace, name);
        }

        @Override
        public String toString() {
            return resource.singular() + "/" + name;
        }
    }

    private ManifestApply(ApiClient api, List<Item> items) {
        this.api = api;
        this.items = items;
    }

    /// @param namespace for objects that name none
    /// @throws BadManifest for a kind the server has not, or an object without a name
    static ManifestApply of(ApiClient api, List<Document> documents, String namespace) {
        var resources = Resources.discover(api);
        return new ManifestApply(
                api,
                documents.stream().map(document -> item(document, resources, namespace)).toList());
    }

    List<Item> items() {
        return items;
    }

    private static Item item(Document document, Resources resources, String namespace) {
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

    /// What the server has against any of them, each with file, line and path; nothing is changed.
    List<String> faults() {
        return items.stream().flatMap(item -> faults(item).stream()).toList();
    }

    private List<String> faults(Item item) {
        try {
            write(item, current(item).isPresent(), Map.of("dryRun", "All"));
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

    /// `created`, `configured` or `unchanged`.
    String put(Item item) {
        var before = current(item);
        var after = write(item, before.isPresent(), Map.of());
        if (before.isEmpty()) {
            return "created";
        }
        return version(before.get()).equals(version(after)) ? "unchanged" : "configured";
    }

    private static String version(Tree object) {
        return object.at("metadata").text("resourceVersion");
    }

    private Optional<Tree> current(Item item) {
        try {
            return Optional.of(api.get(item.path(), Map.of()));
        } catch (Refusal refusal) {
            if (refusal.code() == 404) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private Tree write(Item item, boolean exists, Map<String, String> query) {
        return exists
                ? api.send("PUT", item.path(), query, item.document().tree())
                : api.send(
                        "POST",
                        item.resource().path(item.namespace()),
                        query,
                        item.document().tree());
    }
}
