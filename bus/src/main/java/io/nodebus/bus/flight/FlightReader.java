package io.nodebus.bus.flight;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Input;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Quarantined;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.bus.wire.Json;
import io.nodebus.bus.wire.Opened;
import io.nodebus.bus.wire.Packed;
import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.wire.TreeReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Reads what [FlightWriter] wrote, with the vocabulary of this version.
final class FlightReader {
    private static final String OURS = "io.nodebus.";

    private FlightReader() {}

    /// @throws IllegalArgumentException saying what cannot be flown again
    static RecordedFlight read(byte[] flight) {
        var lines = new String(flight, UTF_8).lines().map(FlightReader::line).toList();
        var head = lines.getFirst();
        var steps = new ArrayList<RecordedFlight.Step>();
        for (var line : lines.subList(1, lines.size())) {
            steps.add(
                    new RecordedFlight.Step(
                            input(line),
                            line.get("commands") instanceof List<?> all
                                    ? Optional.of(List.<Object>copyOf(all))
                                    : Optional.empty()));
        }
        return new RecordedFlight(
                text(head, "loop"),
                ((Number) part(head, "leftOut")).longValue(),
                steps,
                text(head, "fault"));
    }

    private static Map<?, ?> line(String line) {
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(line.getBytes(UTF_8)));
    }

    private static Object part(Map<?, ?> tree, String name) {
        var part = tree.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no flight: " + name + " is not in " + tree);
        }
        return part;
    }

    private static Map<?, ?> tree(Map<?, ?> tree, String name) {
        return (Map<?, ?>) part(tree, name);
    }

    private static String text(Map<?, ?> tree, String name) {
        return String.valueOf(part(tree, name));
    }

    private static boolean is(Map<?, ?> tree, String name) {
        return part(tree, name).equals(true);
    }

    private static Input input(Map<?, ?> line) {
        var at = TreeReader.lenient(Moment.class, part(line, "at"));
        var kind =
                line.keySet().stream()
                        .map(String::valueOf)
                        .filter(name -> !List.of("at", "commands").contains(name))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("no input: " + line));
        var tree = tree(line, kind);
        return switch (kind) {
            case "began" -> new Began(is(tree, "anew"), at);
            case "heard" -> heard(topic(tree), tree, at);
            case "quarantined" -> quarantined(tree, at);
            case "refused" ->
                    new Refused(
                            topic(tree),
                            text(tree, "key"),
                            TreeReader.lenient(Because.class, part(tree, "because")),
                            at);
            case "missing" -> new Missing<>(topic(tree), text(tree, "key"), at);
            case "caughtUp" -> new CaughtUp(is(tree, "anew"), at);
            case "away" -> new BusState.Away(at);
            case "back" -> new BusState.Back(at);
            case "plane" ->
                    new PlaneSeen(
                            TreeReader.lenient(PlaneIdentity.class, part(tree, "identity")),
                            is(tree, "changed"),
                            at);
            case "tick" -> new Tick(text(tree, "timer"), at);
            case "told" -> new Told<>(told(tree), at);
            default -> throw new IllegalArgumentException("no input is called " + kind);
        };
    }

    private static Topic<?> topic(Map<?, ?> tree) {
        return Catalogue.topic(text(tree, "topic"));
    }

    private static <M> Heard<M> heard(Topic<M> topic, Map<?, ?> tree, Moment at) {
        var headers = new LinkedHashMap<String, String>();
        tree(tree, "headers")
                .forEach((name, value) -> headers.put(name.toString(), value.toString()));
        var packed = new Packed(headers, Optional.ofNullable(tree.get("value")).map(Json::write));
        return switch (CloudEvents.open(topic, packed)) {
            case Opened.Event<M>(var message, var stamp, var said, _) ->
                    new Heard<>(
                            topic,
                            text(tree, "key"),
                            message,
                            stamp,
                            said,
                            TreeReader.lenient(Evidence.class, part(tree, "evidence")),
                            at);
            case Opened.Unopened<M>(var because) ->
                    throw new IllegalArgumentException(because.message());
        };
    }

    private static Quarantined<?> quarantined(Map<?, ?> tree, Moment at) {
        var record = tree(tree, "heard");
        var heardAt = TreeReader.lenient(Moment.class, part(tree, "heardAt"));
        var because = TreeReader.lenient(Because.class, part(tree, "because"));
        return quarantined(heard(topic(record), record, heardAt), because, at);
    }

    private static <M> Quarantined<M> quarantined(Heard<M> heard, Because because, Moment at) {
        return new Quarantined<>(heard, because, at);
    }

    private static Object told(Map<?, ?> tree) {
        var type = text(tree, "type");
        if (!type.startsWith(OURS) || tree.get("value") == null) {
            throw new IllegalArgumentException(
                    "a %s was told and is not written here".formatted(type));
        }
        try {
            return TreeReader.lenient(Class.forName(type), tree.get("value"));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(type + " is not of this version", e);
        }
    }
}
