package io.nodebus.api.why;

import io.nodebus.api.view.Read;
import io.nodebus.api.view.View;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServiceDesired;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What the state topics say of a Service, each with its record.
///
/// @param object `service/namespace/name`
/// @param key `namespace/name`
record ServiceFacts(View view, String object, String key) {
    List<Link> links() {
        return Stream.of(Optional.ofNullable(view.services().get(key)).map(this::wanted))
                .flatMap(Optional::stream)
                .toList();
    }

    private Link wanted(Read<ServiceDesired> read) {
        var service = read.message().service();
        return new Link(
                object,
                service.metadata().uid().orElse(""),
                service.metadata().creationTimestamp().orElse(read.said()),
                read.evidence(),
                new Because("Wanted", "somebody wants this Service", asked(service), List.of()));
    }

    private static Map<String, String> asked(Service service) {
        var figures = new LinkedHashMap<String, String>();
        service.spec().clusterIP().ifPresent(ip -> figures.put("clusterIP", ip));
        for (var port : service.spec().ports()) {
            figures.put(port.slug() + ".target", port.target().toString());
            port.nodePort()
                    .ifPresent(number ->
                            figures.put(port.slug() + ".nodePort", String.valueOf(number)));
        }
        service.spec().selector().forEach((label, value) -> figures.put("selects." + label, value));
        return figures;
    }
}
