package io.nodebus.api.tables;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.ConfigMapSeen;
import io.nodebus.api.view.EndpointSliceSeen;
import io.nodebus.api.view.EndpointsSeen;
import io.nodebus.api.view.EventSeen;
import io.nodebus.api.view.NamespaceSeen;
import io.nodebus.api.view.NodeSeen;
import io.nodebus.api.view.PodSeen;
import io.nodebus.api.view.Rendering;
import io.nodebus.api.view.RuleSeen;
import io.nodebus.api.view.SecretSeen;
import io.nodebus.api.view.Seen;
import io.nodebus.api.view.ServiceSeen;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `kind: Table` of `meta.k8s.io/v1`, made where the objects are known.
public final class Tables {
    private static final List<Column> CONFIG_MAPS =
            List.of(
                    Column.name("Name of the ConfigMap."),
                    Column.number("Data", "How many keys it has."),
                    Column.age());
    private static final List<Column> SECRETS =
            List.of(
                    Column.name("Name of the Secret."),
                    Column.text("Type", "What kind of secret it is."),
                    Column.number("Data", "How many keys it has."),
                    Column.age());
    private static final List<Column> NAMESPACES =
            List.of(
                    Column.name("Name of the namespace."),
                    Column.text("Status", "Always Active."),
                    Column.age());

    private final Rendering rendering;

    public Tables(Rendering rendering) {
        this.rendering = rendering;
    }

    /// How much of each object a row carries.
    public enum Include {
        NONE,
        METADATA,
        OBJECT
    }

    /// @param metadata of the list the table stands for
    /// @param headed false: a later event of a watch, whose columns are known
    public Map<String, Object> of(
            Resource resource,
            List<Seen> objects,
            Map<String, Object> metadata,
            Include include,
            boolean headed,
            Instant now) {
        var table = new LinkedHashMap<String, Object>();
        table.put("kind", "Table");
        table.put("apiVersion", "meta.k8s.io/v1");
        table.put("metadata", metadata);
        table.put(
                "columnDefinitions",
                headed ? columns(resource).stream().map(Column::tree).toList() : List.of());
        table.put("rows", objects.stream().map(seen -> row(seen, include, now)).toList());
        return table;
    }

    private static List<Column> columns(Resource resource) {
        return switch (resource) {
            case PODS -> PodRow.COLUMNS;
            case NODES -> NodeRow.COLUMNS;
            case CONFIGMAPS -> CONFIG_MAPS;
            case SECRETS -> SECRETS;
            case SERVICES -> ServiceRow.COLUMNS;
            case ENDPOINTS -> EndpointRows.COLUMNS;
            case ENDPOINTSLICES -> EndpointRows.SLICE_COLUMNS;
            case RULES -> RuleRow.COLUMNS;
            case EVENTS -> EventRow.COLUMNS;
            case NAMESPACES -> NAMESPACES;
        };
    }

    private Map<String, Object> row(Seen seen, Include include, Instant now) {
        var row = new LinkedHashMap<String, Object>();
        row.put("cells", cells(seen, now));
        if (seen instanceof PodSeen pod && PodRow.isCompleted(pod)) {
            row.put(
                    "conditions",
                    List.of(
                            Map.of(
                                    "type",
                                    "Completed",
                                    "status",
                                    "True",
                                    "reason",
                                    pod.phase().name())));
        }
        switch (include) {
            case NONE -> {}
            case METADATA -> row.put("object", rendering.onlyMetadata(seen));
            case OBJECT -> row.put("object", rendering.tree(seen));
        }
        return row;
    }

    private static List<Object> cells(Seen seen, Instant now) {
        return switch (seen) {
            case PodSeen pod -> PodRow.cells(pod, now);
            case NodeSeen node -> NodeRow.cells(node, now);
            case ConfigMapSeen(var map, _) ->
                    List.of(
                            seen.name(),
                            map.data().size() + map.binaryData().size(),
                            Age.of(map.metadata().creationTimestamp(), now));
            case SecretSeen(var secret, _) ->
                    List.of(
                            seen.name(),
                            secret.type(),
                            secret.sealed().size(),
                            Age.of(secret.metadata().creationTimestamp(), now));
            case ServiceSeen service -> ServiceRow.cells(service, now);
            case EndpointsSeen endpoints -> EndpointRows.cells(endpoints, now);
            case EndpointSliceSeen slice -> EndpointRows.cells(slice, now);
            case RuleSeen rule -> RuleRow.cells(rule);
            case EventSeen event -> EventRow.cells(event, now);
            case NamespaceSeen namespace ->
                    List.of(seen.name(), "Active", Age.of(Optional.of(namespace.since()), now));
        };
    }
}
