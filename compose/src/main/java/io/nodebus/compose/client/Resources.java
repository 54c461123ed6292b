package io.nodebus.compose.client;

import io.nodebus.contracts.wire.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The kinds the server has, as discovery tells them.
public final class Resources {
    private final List<Resource> all;

    /// @param base `/api/v1` or `/apis/group/version`
    /// @param apiVersion as manifests write it: `v1`, `nodebus.io/v1`
    public record Resource(
            String base,
            String apiVersion,
            String kind,
            String plural,
            String singular,
            List<String> shortNames,
            boolean namespaced) {
        /// Where objects of a namespace are; all namespaces when it is empty.
        public String path(String namespace) {
            return namespaced && !namespace.isEmpty()
                    ? base + "/namespaces/" + namespace + "/" + plural
                    : base + "/" + plural;
        }

        public String path(String namespace, String name) {
            return path(namespace) + "/" + name;
        }

        private List<String> names() {
            var names =
                    new ArrayList<>(
                            List.of(plural, singular, kind.toLowerCase(java.util.Locale.ROOT)));
            names.addAll(shortNames);
            return names;
        }
    }

    private Resources(List<Resource> all) {
        this.all = List.copyOf(all);
    }

    public static Resources discover(ApiClient api) {
        var all = new ArrayList<Resource>();
        add(all, "/api/v1", api.get("/api/v1", Map.of()));
        for (var group : api.get("/apis", Map.of()).list("groups")) {
            var base = "/apis/" + group.at("preferredVersion").text("groupVersion");
            add(all, base, api.get(base, Map.of()));
        }
        return new Resources(all);
    }

    private static void add(List<Resource> all, String base, Tree list) {
        for (var entry : list.list("resources")) {
            if (entry.text("name").contains("/")) {
                continue;
            }
            all.add(
                    new Resource(
                            base,
                            list.text("groupVersion"),
                            entry.text("kind"),
                            entry.text("name"),
                            entry.text("singularName"),
                            entry.values("shortNames").stream().map(Object::toString).toList(),
                            entry.flag("namespaced")));
        }
    }

    /// By plural, singular, kind or short name, in any case.
    ///
    /// @throws IllegalArgumentException with the nearest name
    public Resource named(String name) {
        var wanted = name.toLowerCase(java.util.Locale.ROOT);
        return all.stream()
                .filter(resource -> resource.names().contains(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the server has no resource type \"%s\"%s"
                                        .formatted(
                                                name,
                                                Nearest.hint(
                                                        wanted,
                                                        all.stream()
                                                                .flatMap(r -> r.names().stream())
                                                                .toList()))));
    }

    /// By what a manifest says of itself.
    ///
    /// @throws IllegalArgumentException with the nearest kind
    public Resource of(String apiVersion, String kind) {
        return all.stream()
                .filter(resource ->
                        resource.kind().equals(kind) && resource.apiVersion().equals(apiVersion))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no kind \"%s\" in version \"%s\"%s"
                                        .formatted(
                                                kind,
                                                apiVersion,
                                                Nearest.hint(
                                                        kind,
                                                        all.stream()
                                                                .map(Resource::kind)
                                                                .toList()))));
    }
}
