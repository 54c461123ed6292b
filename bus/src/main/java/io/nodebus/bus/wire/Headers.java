package io.nodebus.bus.wire;

import io.nodebus.contracts.stamp.Stamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Names of the attributes, without the `ce_` that binary mode puts before them, and stamps in
/// them.
final class Headers {
    static final String PREFIX = "ce_";
    static final String SPECVERSION = "specversion";
    static final String ID = "id";
    static final String TYPE = "type";
    static final String SOURCE = "source";
    static final String TIME = "time";
    static final String SUBJECT = "subject";
    static final String REQUIRES = "requires";
    static final String CONTENT_TYPE = "content-type";
    static final String TRACEPARENT = "traceparent";

    private static final String SERVICE = "service";
    private static final String EPOCH = "epoch";
    private static final String NODE_UID = "nodeuid";
    private static final String BOOT = "boot";
    private static final String SEQ = "seq";

    private Headers() {}

    /// Attributes of a record in binary mode, by their names.
    static Map<String, String> attributes(Packed packed) {
        var attributes = new LinkedHashMap<String, String>();
        packed.headers()
                .forEach((name, value) -> {
                    if (name.startsWith(PREFIX)) {
                        attributes.put(name.substring(PREFIX.length()), value);
                    }
                });
        return attributes;
    }

    static void put(Stamp stamp, Map<String, String> headers) {
        switch (stamp) {
            case Stamp.ByLeader(var service, var epoch, var seq) -> {
                headers.put(PREFIX + SERVICE, service);
                headers.put(PREFIX + EPOCH, Long.toString(epoch));
                headers.put(PREFIX + SEQ, Long.toString(seq));
            }
            case Stamp.ByNode(var nodeUid, var boot, var seq) -> {
                headers.put(PREFIX + NODE_UID, nodeUid);
                headers.put(PREFIX + BOOT, Long.toString(boot));
                headers.put(PREFIX + SEQ, Long.toString(seq));
            }
        }
    }

    /// The stamp among attributes, empty when there is none.
    static Optional<Stamp> stamp(Map<String, String> attributes) {
        try {
            var seq = number(attributes, SEQ);
            if (attributes.containsKey(NODE_UID)) {
                return Optional.of(
                        new Stamp.ByNode(
                                attributes.getOrDefault(NODE_UID, ""),
                                number(attributes, BOOT),
                                seq));
            }
            return Optional.ofNullable(attributes.get(SERVICE))
                    .map(service -> new Stamp.ByLeader(service, number(attributes, EPOCH), seq));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static long number(Map<String, String> attributes, String name) {
        return Long.parseLong(attributes.getOrDefault(name, ""));
    }
}
