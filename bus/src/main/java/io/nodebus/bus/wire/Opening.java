package io.nodebus.bus.wire;

import static io.nodebus.bus.wire.Headers.CONTENT_TYPE;
import static io.nodebus.bus.wire.Headers.REQUIRES;
import static io.nodebus.bus.wire.Headers.SOURCE;
import static io.nodebus.bus.wire.Headers.SPECVERSION;
import static io.nodebus.bus.wire.Headers.TIME;
import static io.nodebus.bus.wire.Headers.TYPE;

import io.nodebus.bus.wire.Opened.Event;
import io.nodebus.bus.wire.Opened.Unopened;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Members;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.contracts.wire.Unreadable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Opens packed records. Whatever is in one, the answer is a value: a topic may be written by a
/// newer version, by hand, or by somebody who means harm.
///
/// @param features what this reader understands beyond the first version
record Opening(Collection<String> features) {
    private static final String STRUCTURED = "application/cloudevents+json";

    <M> Opened<M> open(Topic<M> topic, Packed packed) {
        try {
            var structured =
                    packed.headers()
                            .getOrDefault(CONTENT_TYPE, "")
                            .toLowerCase(Locale.ROOT)
                            .startsWith(STRUCTURED);
            return structured ? structured(topic, packed) : binary(topic, packed);
        } catch (Unreadable | IllegalArgumentException e) {
            return unopened("Unreadable", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A record type that fails instead of refusing is a fault of ours; one record of a
            // stranger must not be able to stop a fleet with it.
            return unopened("Unreadable", e.toString());
        }
    }

    private <M> Opened<M> binary(Topic<M> topic, Packed packed) {
        var attributes = Headers.attributes(packed);
        return event(topic, attributes, packed.value().map(bytes -> () -> tree(bytes)));
    }

    private <M> Opened<M> structured(Topic<M> topic, Packed packed) {
        var whole = packed.value().map(Opening::tree).orElse("");
        if (!(whole instanceof Map<?, ?> members)) {
            return unopened("NoCloudEvent", "a structured CloudEvent must be a JSON object");
        }
        var attributes = new LinkedHashMap<String, String>();
        members.forEach((name, value) -> {
            if (!(value instanceof Map || value instanceof List)) {
                attributes.put(String.valueOf(name), String.valueOf(value));
            }
        });
        var data = structuredData(members);
        return data.isPresent()
                ? event(topic, attributes, data.map(tree -> () -> tree))
                : unopened("Unreadable", "a structured CloudEvent must have data");
    }

    private static Optional<Object> structuredData(Map<?, ?> members) {
        if (members.get("data_base64") instanceof String encoded) {
            try {
                return Optional.of(tree(Base64.getDecoder().decode(encoded)));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(members.get("data"));
    }

    private <M> Opened<M> event(
            Topic<M> topic, Map<String, String> attributes, Optional<Supplier<Object>> data) {
        var version = attributes.get(SPECVERSION);
        if (!CloudEvents.VERSION.equals(version)) {
            return unopened(
                    "NoCloudEvent",
                    "ce_specversion must be %s, got %s"
                            .formatted(CloudEvents.VERSION, version == null ? "none" : version));
        }
        var lacking = lacking(attributes.getOrDefault(REQUIRES, ""));
        if (!lacking.isEmpty()) {
            return unopened(
                    "NodeTooOld",
                    "the record requires %s, which this version does not have"
                            .formatted(String.join(", ", lacking)));
        }
        var stamp = Headers.stamp(attributes);
        var said = instant(attributes.getOrDefault(TIME, ""));
        if (stamp.isEmpty() || said.isEmpty()) {
            return unopened(
                    "NoCloudEvent",
                    "needs ce_time and either ce_service, ce_epoch, ce_seq or ce_nodeuid, ce_boot,"
                            + " ce_seq; has "
                            + String.join(", ", attributes.keySet()));
        }
        return message(topic, attributes, data, stamp.get(), said.get());
    }

    private static <M> Opened<M> message(
            Topic<M> topic,
            Map<String, String> attributes,
            Optional<Supplier<Object>> data,
            Stamp stamp,
            Instant said) {
        var source = attributes.getOrDefault(SOURCE, "");
        if (data.isEmpty()) {
            return topic.isState()
                    ? new Event<>(Optional.empty(), stamp, said, source)
                    : unopened("Unreadable", "an event must have data");
        }
        var type = attributes.getOrDefault(TYPE, "");
        var member =
                CloudEvents.shortType(type).flatMap(name -> Members.named(topic.family(), name));
        if (member.isEmpty()) {
            return unopened(
                    "UnknownType",
                    "ce_type must be one of %s, got %s"
                            .formatted(
                                    String.join(", ", Members.of(topic.family()).keySet()), type));
        }
        var message = TreeReader.lenient(member.get(), data.get().get());
        return new Event<>(Optional.of(topic.family().cast(message)), stamp, said, source);
    }

    private static Object tree(byte[] json) {
        var tree = Json.parse(json);
        if (tree == null) {
            throw new IllegalArgumentException("must be a JSON value, got null");
        }
        return tree;
    }

    private List<String> lacking(String requires) {
        var lacking = new ArrayList<>(Arrays.asList(requires.split(",")));
        lacking.removeIf(feature -> feature.isBlank() || features.contains(feature));
        return lacking;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static <M> Opened<M> unopened(String reason, String message) {
        return new Unopened<>(Because.of(reason, message));
    }
}
