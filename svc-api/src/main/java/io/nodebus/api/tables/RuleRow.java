package io.nodebus.api.tables;

import io.nodebus.api.view.RuleSeen;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState.Head;
import java.util.List;

/// The rules of one port of a Service as a row.
final class RuleRow {
    static final List<Column> COLUMNS =
            List.of(
                    Column.name("Namespace and name of the Service, and the port."),
                    Column.text("Cluster-IP:Port", "Where it is reached in the cluster."),
                    Column.text("NodePort", "Where it is reached at every node."),
                    Column.text("Endpoints", "How many are ready, of how many."),
                    Column.text("Policy", "Whose endpoints a node uses: inside, and from outside."),
                    Column.text(
                            "Slices", "Each slice and its generation; ? when it was not heard."),
                    Column.wide("Affinity", "How long a client comes back to its endpoint."));

    private static final String NONE = "<none>";

    private RuleRow() {}

    static List<Object> cells(RuleSeen rule) {
        var head = rule.head();
        var endpoints = rule.endpoints();
        return List.of(
                "%s/%s:%s"
                        .formatted(
                                rule.namespace(),
                                rule.service(),
                                head.portName().orElse(String.valueOf(head.port()))),
                head.clusterIp()
                        .map(ip -> (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + head.port())
                        .map(address -> address + "/" + head.protocol())
                        .orElse(NONE),
                head.nodePort().map(String::valueOf).orElse(NONE),
                endpoints.stream().filter(RuleEndpoint::ready).count() + "/" + endpoints.size(),
                policy(head),
                Few.of(
                        head.slices().stream()
                                .map(at -> at.slice() + "@" + generation(rule, at.slice()))
                                .toList(),
                        NONE),
                head.affinitySeconds().map(seconds -> seconds + "s").orElse(NONE));
    }

    private static String policy(Head head) {
        return head.nodePort().isPresent()
                ? head.internal() + "/" + head.external()
                : head.internal().name();
    }

    private static String generation(RuleSeen rule, int number) {
        var slice = rule.slices().get(number);
        return slice == null ? "?" : String.valueOf(slice.generation());
    }
}
