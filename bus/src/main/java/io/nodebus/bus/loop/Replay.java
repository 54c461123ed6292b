package io.nodebus.bus.loop;

import io.nodebus.bus.decide.Input;
import io.nodebus.bus.flight.RecordedFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Flies a recorded flight again: the pure part of a loop and nothing else.
final class Replay<S> {
    private final Wiring<S> wiring;
    private S state;

    Replay(Wiring<S> wiring) {
        this.wiring = wiring;
        this.state = wiring.initial.get();
    }

    List<Optional<List<Object>>> answers(RecordedFlight flight) {
        if (flight.leftOut() > 0) {
            throw new IllegalArgumentException(
                    "the flight of %s begins in its middle: %d inputs were left out"
                            .formatted(flight.loop(), flight.leftOut()));
        }
        var answers = new ArrayList<Optional<List<Object>>>();
        flight.steps().forEach(step -> answers.add(answer(step.input())));
        return answers;
    }

    /// Empty when the decider falls over.
    private Optional<List<Object>> answer(Input input) {
        try {
            var decision = wiring.deciders.decide(state, input);
            state = decision.next();
            return Optional.of(RecordedFlight.trees(decision.commands()));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
