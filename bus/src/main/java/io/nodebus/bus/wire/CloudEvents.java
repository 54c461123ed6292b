package io.nodebus.bus.wire;

import static io.nodebus.bus.wire.Headers.CONTENT_TYPE;
import static io.nodebus.bus.wire.Headers.ID;
import static io.nodebus.bus.wire.Headers.PREFIX;
import static io.nodebus.bus.wire.Headers.REQUIRES;
import static io.nodebus.bus.wire.Headers.SOURCE;
import static io.nodebus.bus.wire.Headers.SPECVERSION;
import static io.nodebus.bus.wire.Headers.SUBJECT;
import static io.nodebus.bus.wire.Headers.TIME;
import static io.nodebus.bus.wire.Headers.TRACEPARENT;
import static io.nodebus.bus.wire.Headers.TYPE;

import io.nodebus.bus.Said;
import io.nodebus.bus.Unsayable;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Members;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.wire.Features;
import io.nodebus.contracts.wire.TreeWriter;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Packs what is said. [Opening] is the way back.
public final class CloudEvents {
    /// Below what brokers take by default (1 MiB), above any object that is admitted.
    public static final int LARGEST_BYTES = 1_000_000;

    static final String TYPES = "io.nodebus.";
    static final String TOMBSTONE = TYPES + "tombstone.v1";
    static final String VERSION = "1.0";
    static final String JSON = "application/json";

    private CloudEvents() {}

    /// A record in binary mode. The same at each repetition.
    ///
    /// @throws Unsayable when it is larger than [#LARGEST_BYTES]
    public static Packed pack(Said<?> said) {
        var packed = packed(said);
        var size = packed.size(said.key());
        if (size > LARGEST_BYTES) {
            throw new Unsayable(
                    "%s %s is %d bytes as encoded, at most %d can be said"
                            .formatted(said.topic().kind(), said.key(), size, LARGEST_BYTES));
        }
        return packed;
    }

    private static Packed packed(Said<?> said) {
        var message = said.message().map(Record.class::cast);
        var headers = new LinkedHashMap<String, String>();
        headers.put(PREFIX + SPECVERSION, VERSION);
        headers.put(PREFIX + ID, said.stamp().id());
        headers.put(
                PREFIX + TYPE,
                message.map(m -> TYPES + Members.type(m.getClass())).orElse(TOMBSTONE));
        headers.put(PREFIX + SOURCE, said.source());
        headers.put(PREFIX + TIME, said.at().toString());
        headers.put(PREFIX + SUBJECT, said.key());
        Headers.put(said.stamp(), headers);
        message.map(Features::of)
                .filter(required -> !required.isEmpty())
                .ifPresent(required -> headers.put(PREFIX + REQUIRES, String.join(",", required)));
        if (message.isPresent()) {
            headers.put(CONTENT_TYPE, JSON);
        }
        headers.put(TRACEPARENT, Trace.parent(said.topic(), said.key(), said.stamp()));
        return new Packed(headers, message.map(m -> Json.write(TreeWriter.write(m))));
    }

    /// Opens a record with the features this version has.
    public static <M> Opened<M> open(Topic<M> topic, Packed packed) {
        return new Opening(Features.KNOWN).open(topic, packed);
    }

    /// Who said a record, in which life, without opening it; empty when it does not say.
    public static Optional<Stamp> stamp(Packed packed) {
        return Headers.stamp(Headers.attributes(packed));
    }

    static Optional<String> shortType(String type) {
        return type.startsWith(TYPES)
                ? Optional.of(type.substring(TYPES.length()))
                : Optional.empty();
    }
}
