package io.nodebus.bus.flight;

import io.nodebus.bus.Said;
import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Sleep;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.InConfidence;
import io.nodebus.bus.decide.Input;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Quarantined;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.bus.flight.Flight.Recording;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.bus.wire.Json;
import io.nodebus.contracts.wire.TreeWriter;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A flight as JSON lines: first what it is, then one input a line. Records are written as they
/// travel.
final class FlightWriter {
    private FlightWriter() {}

    static byte[] written(Recording recording) {
        var bytes = new ByteArrayOutputStream();
        line(
                bytes,
                Map.of(
                        "loop", recording.loop(),
                        "as", recording.as(),
                        "leftOut", recording.leftOut(),
                        "fault", recording.fault()));
        recording
                .steps()
                .forEach(step -> {
                    var tree = input(step.input());
                    step.commands().ifPresent(commands -> tree.put("commands", commands(commands)));
                    line(bytes, tree);
                });
        return bytes.toByteArray();
    }

    private static void line(ByteArrayOutputStream to, Object tree) {
        to.writeBytes(Json.write(tree));
        to.write('\n');
    }

    private static Map<String, Object> input(Input input) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("at", TreeWriter.write(input.at()));
        switch (input) {
            case Began(var anew, _) -> tree.put("began", Map.of("anew", anew));
            case Heard<?> heard -> tree.put("heard", heard(heard));
            case Quarantined<?> key ->
                    tree.put(
                            "quarantined",
                            Map.of(
                                    "heard", heard(key.heard()),
                                    "heardAt", TreeWriter.write(key.heard().at()),
                                    "because", TreeWriter.write(key.because())));
            case Refused(var topic, var key, var because, _) ->
                    tree.put(
                            "refused",
                            Map.of(
                                    "topic",
                                    topic.kind(),
                                    "key",
                                    key,
                                    "because",
                                    TreeWriter.write(because)));
            case Missing<?>(var topic, var key, _) ->
                    tree.put("missing", Map.of("topic", topic.kind(), "key", key));
            case CaughtUp(var anew, _) -> tree.put("caughtUp", Map.of("anew", anew));
            case BusState.Away _ -> tree.put("away", Map.of());
            case BusState.Back _ -> tree.put("back", Map.of());
            case PlaneSeen(var plane, var changed, _) ->
                    tree.put(
                            "plane",
                            Map.of("identity", TreeWriter.write(plane), "changed", changed));
            case Tick(var timer, _) -> tree.put("tick", Map.of("timer", timer));
            case Told<?>(var message, _) -> tree.put("told", told(message));
        }
        return tree;
    }

    private static <M> Map<String, Object> heard(Heard<M> heard) {
        var packed =
                CloudEvents.pack(
                        new Said<>(
                                heard.topic(),
                                heard.key(),
                                heard.message(),
                                heard.stamp(),
                                heard.said(),
                                "/flight"));
        var tree = new LinkedHashMap<String, Object>();
        tree.put("topic", heard.topic().kind());
        tree.put("key", heard.key());
        tree.put("headers", packed.headers());
        packed.value().map(Json::parse).ifPresent(value -> tree.put("value", value));
        tree.put("evidence", TreeWriter.write(heard.evidence()));
        return tree;
    }

    /// What has no form as a tree, or must not have one, is only named; such a flight can be read,
    /// and not flown again.
    private static Map<String, Object> told(Object message) {
        var type = message.getClass().getName();
        if (!(message instanceof Record told) || message instanceof InConfidence) {
            return Map.of("type", type);
        }
        try {
            return Map.of("type", type, "value", TreeWriter.write(told));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Map.of("type", type, "unwritten", e.toString());
        }
    }

    /// Orders are the service's own affair and may hold what is nobody's business: only their class
    /// is written.
    static List<Object> commands(List<Command> commands) {
        return commands.stream().<Object>map(FlightWriter::command).toList();
    }

    private static Map<String, Object> command(Command command) {
        return switch (command) {
            case Say<?> say -> Map.of("say", said(say));
            case Wake(var timer, var after) ->
                    Map.of("wake", Map.of("timer", timer, "after", after.toString()));
            case Sleep(var timer) -> Map.of("sleep", timer);
            case Act(var order) -> Map.of("act", order.getClass().getName());
        };
    }

    private static Map<String, Object> said(Say<?> say) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("topic", say.topic().kind());
        tree.put("key", say.key());
        say.message().ifPresent(message -> tree.put("value", TreeWriter.write((Record) message)));
        return tree;
    }
}
