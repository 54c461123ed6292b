package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.ExecResult;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import java.time.Duration;

/// A play run to its end at once, beside the container's own: what an exec prints and how it ends.
final class Rehearsal {
    private Rehearsal() {}

    static ExecResult of(Play.Runs play, Duration timeout, Timetable time) {
        var printed = new StringBuilder();
        var left = timeout;
        var next = 0;
        while (next < play.steps().size()) {
            switch (play.steps().get(next++)) {
                case Step.Print print -> printed.append(print.line()).append('\n');
                case Step.Sleep sleep -> {
                    left = left.minus(sleep.length());
                    if (left.isNegative()) {
                        throw cutOff(left.plus(sleep.length()), timeout, time);
                    }
                    time.pause(sleep.length());
                }
                case Step.Jump jump -> next = jump.step();
                case Step.Exit exit -> {
                    return new ExecResult(printed.toString(), "", exit.code());
                }
                case Step.Trap _ -> {}
                case Step.Devour _, Step.Forever _ -> throw cutOff(left, timeout, time);
            }
        }
        return new ExecResult(printed.toString(), "", 0);
    }

    private static RuntimeFailure cutOff(Duration left, Duration timeout, Timetable time) {
        time.pause(left);
        return new RuntimeFailure(
                RuntimeFailure.Kind.TIMEOUT,
                "failed to exec in container: timeout "
                        + timeout.toMillis() / 1000.0
                        + "s exceeded");
    }
}
