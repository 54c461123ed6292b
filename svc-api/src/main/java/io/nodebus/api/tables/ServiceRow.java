package io.nodebus.api.tables;

import static java.util.stream.Collectors.joining;

import io.nodebus.api.view.ServiceSeen;
import io.nodebus.contracts.service.ServicePort;
import io.nodebus.contracts.service.ServiceType;
import java.time.Instant;
import java.util.List;

/// A Service as a row.
final class ServiceRow {
    static final List<Column> COLUMNS =
            List.of(
                    Column.name("Name of the Service, unique in its namespace."),
                    Column.text("Type", "From where it can be reached."),
                    Column.text("Cluster-IP", "Its address in the cluster."),
                    Column.text("External-IP", "Always none."),
                    Column.text("Port(s)", "Its ports, and those of nodes."),
                    Column.age(),
                    Column.wide("Selector", "Labels its pods have."));

    private static final String NONE = "<none>";

    private ServiceRow() {}

    static List<Object> cells(ServiceSeen service, Instant now) {
        var spec = service.wanted().spec();
        return List.of(
                service.name(),
                spec.type().orElse(ServiceType.ClusterIP).name(),
                spec.clusterIP().orElse(NONE),
                NONE,
                spec.ports().isEmpty()
                        ? NONE
                        : spec.ports().stream().map(ServiceRow::port).collect(joining(",")),
                Age.of(service.metadata().creationTimestamp(), now),
                spec.selector().isEmpty()
                        ? NONE
                        : spec.selector().entrySet().stream()
                                .map(label -> label.getKey() + "=" + label.getValue())
                                .collect(joining(",")));
    }

    private static String port(ServicePort port) {
        return "%d%s/%s"
                .formatted(
                        port.port(),
                        port.nodePort().map(number -> ":" + number).orElse(""),
                        port.transport());
    }
}
