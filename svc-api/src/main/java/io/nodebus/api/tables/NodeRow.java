package io.nodebus.api.tables;

import static java.util.stream.Collectors.joining;

import io.nodebus.api.view.NodeSeen;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeState.Registered;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A node as a row.
final class NodeRow {
    static final List<Column> COLUMNS =
            List.of(
                    Column.name("Name of the node."),
                    Column.text("Status", "What is thought of it."),
                    Column.text("Roles", "From its node-role labels."),
                    Column.age(),
                    Column.text("Version", "Of its agent."),
                    Column.wide("Internal-IP", "Its address."),
                    Column.wide("External-IP", "Always none."),
                    Column.wide("OS-Image", "What it runs."),
                    Column.wide("Kernel-Version", "Of its kernel."),
                    Column.wide("Container-Runtime", "And its version."));

    private static final String NONE = "<none>";
    private static final String UNKNOWN = "<unknown>";
    private static final String ROLE = "node-role.kubernetes.io/";

    private NodeRow() {}

    static List<Object> cells(NodeSeen node, Instant now) {
        return List.of(
                node.name(),
                status(node),
                roles(node),
                Age.of(Optional.of(node.firstSeen()), now),
                said(node, registered -> registered.nodeInfo().agentVersion(), ""),
                said(node, Registered::address, NONE),
                NONE,
                said(node, registered -> registered.nodeInfo().osImage(), UNKNOWN),
                said(node, registered -> registered.nodeInfo().kernelVersion(), UNKNOWN),
                said(node, registered -> registered.nodeInfo().containerRuntimeVersion(), UNKNOWN));
    }

    private static String status(NodeSeen node) {
        var status =
                node.wanted().isEmpty()
                        ? "NotApproved"
                        : node.health().map(Judged::verdict).map(NodeRow::word).orElse("Unknown");
        var deleted = node.wanted().filter(wanted -> wanted.deletion().isPresent()).isPresent();
        return status
                + (node.cordoned() ? ",SchedulingDisabled" : "")
                + (deleted ? ",Terminating" : "");
    }

    private static String word(Verdict verdict) {
        return switch (verdict) {
            case Ready -> "Ready";
            case NotReady -> "NotReady";
            case Unknown -> "Unknown";
            case Lost -> "Lost";
        };
    }

    private static String roles(NodeSeen node) {
        var roles =
                node.labels().keySet().stream()
                        .filter(label -> label.startsWith(ROLE))
                        .map(label -> label.substring(ROLE.length()))
                        .collect(joining(","));
        return roles.isEmpty() ? NONE : roles;
    }

    private static String said(NodeSeen node, Function<Registered, String> what, String otherwise) {
        return node.registered().map(what).filter(text -> !text.isEmpty()).orElse(otherwise);
    }
}
