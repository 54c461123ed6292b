package io.nodebus.bus.flight;

import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Input;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// What the state of one loop has heard since it was made, as far as there is room: references, and
/// a guess at what they hold. Confined to the loop's turns.
public final class Flight {
    private static final long MOST_BYTES = 2 << 20;

    private final int mostInputs;
    private final long mostBytes;
    private final ArrayDeque<Weighed> steps = new ArrayDeque<>();
    private long bytes;
    private long leftOut;

    private record Weighed(Step step, long bytes) {}

    /// One input and the commands it led to.
    ///
    /// @param commands empty: the decider fell over it
    public record Step(Input input, Optional<List<Command>> commands) {}

    /// @param mostInputs 0: nothing is recorded
    public Flight(int mostInputs) {
        this(mostInputs, MOST_BYTES);
    }

    Flight(int mostInputs, long mostBytes) {
        this.mostInputs = mostInputs;
        this.mostBytes = mostBytes;
    }

    /// A new state: what the one before heard did not make it.
    public void begins() {
        steps.clear();
        bytes = 0;
        leftOut = 0;
    }

    /// The state knows more than what is recorded here.
    public void remembers() {
        leftOut++;
    }

    public void decided(Input input, List<Command> commands) {
        add(new Step(input, Optional.of(commands)));
    }

    public void fellOver(Input input) {
        add(new Step(input, Optional.empty()));
    }

    private void add(Step recorded) {
        var step = new Weighed(recorded, mostInputs == 0 ? 0 : Weight.of(recorded.input()));
        steps.add(step);
        bytes += step.bytes();
        while (steps.size() > mostInputs || bytes > mostBytes && steps.size() > 1) {
            bytes -= steps.remove().bytes();
            leftOut++;
        }
    }

    /// What is there now. Does not change any more.
    public Recording recording(String loop, String as, Throwable fault) {
        var all = steps.stream().map(Weighed::step).toList();
        return new Recording(loop, as, leftOut, all, fault.toString());
    }

    /// How a loop came to fall over.
    ///
    /// @param as a stamp of the life in which it decided
    /// @param leftOut what was heard before and is not here
    public record Recording(String loop, String as, long leftOut, List<Step> steps, String fault) {
        Instant ended() {
            return steps.isEmpty() ? Instant.EPOCH : steps.getLast().input().at().wall();
        }
    }
}
