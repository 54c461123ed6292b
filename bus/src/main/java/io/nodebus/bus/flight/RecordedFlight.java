package io.nodebus.bus.flight;

import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Input;
import io.nodebus.bus.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A flight that was read from a file, to be flown again.
///
/// @param leftOut inputs before the first: with any, the state that decided cannot be made again
/// @param fault what the loop fell over with at the end
public record RecordedFlight(String loop, long leftOut, List<Step> steps, String fault) {
    public RecordedFlight {
        steps = List.copyOf(steps);
    }

    /// @param commands as trees; empty: the decider fell over it
    public record Step(Input input, Optional<List<Object>> commands) {}

    /// What was answered to each input.
    public List<Optional<List<Object>>> answers() {
        return steps.stream().map(Step::commands).toList();
    }

    /// @throws IllegalArgumentException saying what cannot be flown again
    public static RecordedFlight read(Path file) throws IOException {
        return FlightReader.read(Files.readAllBytes(file));
    }

    /// Commands in the form they have here.
    public static List<Object> trees(List<Command> commands) {
        var trees = Json.parse(Json.write(FlightWriter.commands(commands)));
        return List.copyOf((List<?>) Objects.requireNonNull(trees));
    }
}
