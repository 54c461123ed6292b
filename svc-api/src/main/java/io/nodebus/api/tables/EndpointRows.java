package io.nodebus.api.tables;

import io.nodebus.api.view.EndpointSliceSeen;
import io.nodebus.api.view.EndpointsSeen;
import io.nodebus.api.view.EndpointsSeen.Subset;
import io.nodebus.contracts.service.EndpointSlice.Endpoint;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Who is behind a Service as a row, in both forms.
final class EndpointRows {
    static final List<Column> SLICE_COLUMNS =
            List.of(
                    Column.name("Name of the EndpointSlice."),
                    Column.text("AddressType", "Of which family its addresses are."),
                    Column.text("Ports", "Behind which ports they are."),
                    Column.text("Endpoints", "The addresses."),
                    Column.age());
    static final List<Column> COLUMNS =
            List.of(
                    Column.name("Name of the Service."),
                    Column.text("Endpoints", "Addresses and ports of those that are ready."),
                    Column.age());

    private static final String UNSET = "<unset>";
    private static final String NONE = "<none>";

    private EndpointRows() {}

    static List<Object> cells(EndpointSliceSeen seen, Instant now) {
        var slice = seen.slice();
        return List.of(
                seen.name(),
                slice.addressType().name(),
                Few.of(
                        slice.ports().stream()
                                .map(port -> port.port().map(String::valueOf).orElse("*"))
                                .toList(),
                        UNSET),
                Few.of(
                        slice.endpoints().stream()
                                .flatMap(endpoint -> endpoint.addresses().stream())
                                .toList(),
                        UNSET),
                Age.of(slice.metadata().creationTimestamp(), now));
    }

    static List<Object> cells(EndpointsSeen seen, Instant now) {
        return List.of(
                seen.name(),
                Few.of(seen.subsets().stream().flatMap(EndpointRows::targets).toList(), NONE),
                Age.of(seen.metadata().creationTimestamp(), now));
    }

    private static Stream<String> targets(Subset subset) {
        return subset.ports().isEmpty()
                ? subset.ready().stream().map(EndpointRows::ip)
                : subset.ports().stream()
                        .flatMap(port ->
                                subset.ready().stream()
                                        .map(endpoint ->
                                                ip(endpoint)
                                                        + ":"
                                                        + port.port()
                                                                .map(String::valueOf)
                                                                .orElse("")));
    }

    private static String ip(Endpoint endpoint) {
        var ip = endpoint.addresses().getFirst();
        return ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip;
    }
}
