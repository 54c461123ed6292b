package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Tree;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Who is behind a Service: a line for each of its ports, and for those that are not ready.
record Behind(List<String> lines) {
    private static final int SHOWN = 10;

    static Behind of(ApiClient api, Tree metadata) {
        var lines = new ArrayList<String>();
        for (var subset : endpoints(api, metadata).list("subsets")) {
            var ports = subset.list("ports");
            for (var port : ports.isEmpty() ? List.of(Tree.of(null)) : ports) {
                add(lines, port, "ready", subset.list("addresses"));
                add(lines, port, "not ready", subset.list("notReadyAddresses"));
            }
        }
        return new Behind(lines);
    }

    private static Tree endpoints(ApiClient api, Tree metadata) {
        try {
            return api.get(
                    "/api/v1/namespaces/%s/endpoints/%s"
                            .formatted(metadata.text("namespace"), metadata.text("name")),
                    Map.of());
        } catch (Refusal refusal) {
            if (refusal.code() == 404) {
                return Tree.of(null);
            }
            throw refusal;
        }
    }

    private static void add(List<String> lines, Tree port, String how, List<Tree> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        var number = port.text("port");
        var targets =
                addresses.stream()
                        .limit(SHOWN)
                        .map(address ->
                                number.isEmpty()
                                        ? address.text("ip")
                                        : address.text("ip") + ":" + number)
                        .toList();
        var more = addresses.size() - targets.size();
        var name = port.text("name").isEmpty() ? how : port.text("name") + ", " + how;
        lines.add(
                "%-24s %s%s"
                        .formatted(
                                "  " + name + ":",
                                String.join(" ", targets),
                                more > 0 ? " and %d more".formatted(more) : ""));
    }

    void print(PrintWriter out) {
        out.println("Endpoints:" + (lines.isEmpty() ? " <none>" : ""));
        lines.forEach(out::println);
    }
}
