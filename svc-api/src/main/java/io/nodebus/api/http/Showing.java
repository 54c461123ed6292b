package io.nodebus.api.http;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.tables.Tables;
import io.nodebus.api.view.Rendering;
import io.nodebus.api.view.Seen;
import io.nodebus.api.view.View.Page;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Objects in the form somebody asked for.
final class Showing {
    private final Rendering rendering;
    private final Tables tables;
    private final Clock clock;

    Showing(Rendering rendering, Clock clock) {
        this.rendering = rendering;
        this.tables = new Tables(rendering);
        this.clock = clock;
    }

    Map<String, Object> list(Asked asked, Page page) {
        var resource = asked.query().resource();
        var metadata = metadata(asked, page);
        return switch (asked.form()) {
            case TABLE ->
                    tables.of(
                            resource,
                            page.objects(),
                            metadata,
                            asked.include(),
                            true,
                            clock.instant());
            case OBJECTS ->
                    list(
                            Rendering.listKind(resource),
                            resource.apiVersion(),
                            metadata,
                            page.objects().stream().map(rendering::tree).toList());
            case METADATA ->
                    list(
                            "PartialObjectMetadataList",
                            "meta.k8s.io/v1",
                            metadata,
                            page.objects().stream().map(rendering::onlyMetadata).toList());
        };
    }

    private static Map<String, Object> metadata(Asked asked, Page page) {
        var version = asked.from().map(Asked.Continue::version).orElse(page.version());
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("resourceVersion", Long.toString(version));
        page.next()
                .ifPresent(after -> {
                    metadata.put("continue", new Asked.Continue(version, after).token());
                    metadata.put("remainingItemCount", page.remaining());
                });
        return metadata;
    }

    static Map<String, Object> list(
            String kind,
            String apiVersion,
            Map<String, Object> metadata,
            List<Map<String, Object>> items) {
        var list = new LinkedHashMap<String, Object>();
        list.put("kind", kind);
        list.put("apiVersion", apiVersion);
        list.put("metadata", metadata);
        list.put("items", items);
        return list;
    }

    /// @param headed whether a table tells its columns
    Map<String, Object> one(Asked.Form form, Tables.Include include, Seen seen, boolean headed) {
        return switch (form) {
            case OBJECTS -> rendering.tree(seen);
            case METADATA -> rendering.onlyMetadata(seen);
            case TABLE ->
                    tables.of(
                            seen.resource(),
                            List.of(seen),
                            version(seen.versions().seen()),
                            include,
                            headed,
                            clock.instant());
        };
    }

    /// Nothing but the version up to which a watch has seen everything.
    ///
    /// @param last true when everything there was has been told
    Map<String, Object> bookmark(Asked.Form form, Resource resource, long version, boolean last) {
        var metadata = version(version);
        if (last) {
            metadata.put("annotations", Map.of("k8s.io/initial-events-end", "true"));
        }
        if (form == Asked.Form.TABLE) {
            return tables.of(
                    resource, List.of(), metadata, Tables.Include.NONE, false, clock.instant());
        }
        var tree = new LinkedHashMap<String, Object>();
        var objects = form == Asked.Form.OBJECTS;
        tree.put("kind", objects ? resource.kind() : "PartialObjectMetadata");
        tree.put("apiVersion", objects ? resource.apiVersion() : "meta.k8s.io/v1");
        tree.put("metadata", metadata);
        return tree;
    }

    private static Map<String, Object> version(long version) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("resourceVersion", Long.toString(version));
        return metadata;
    }
}
