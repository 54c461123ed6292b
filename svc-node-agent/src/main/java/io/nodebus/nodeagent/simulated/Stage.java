package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.RuntimeEvent;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Lets containers play: takes their steps, when the timetable says, until they end. Called under
/// the runtime's lock.
final class Stage {
    private static final int KILLED = 137;

    private final Timetable time;
    private final FakeLog log;
    private final Consumer<RuntimeEvent> events;
    private final Executor locked;

    /// @param locked runs something under the runtime's lock
    Stage(Timetable time, FakeLog log, Consumer<RuntimeEvent> events, Executor locked) {
        this.time = time;
        this.log = log;
        this.events = events;
        this.locked = locked;
    }

    void start(FakeContainer container, Play.Runs play) {
        log.open(container.log);
        container.steps = play.steps();
        container.started(time.now());
        goOn(container);
    }

    void neverStarted(FakeContainer container, String message) {
        container.ended(time.now(), 128, "StartError", message);
    }

    void reopenLog(FakeContainer container) {
        log.open(container.log);
    }

    void sigterm(FakeContainer container) {
        if (container.runs()) {
            container.exitOnTerm.ifPresent(code -> end(container, code));
        }
    }

    void sigkill(FakeContainer container) {
        if (container.runs()) {
            end(container, KILLED);
        }
    }

    /// What a node that lost its power finds of a container that ran; nobody heard it end.
    void foundDead(FakeContainer container) {
        if (container.runs()) {
            container.ended(time.now(), 255, "Unknown", "");
        }
    }

    private void goOn(FakeContainer container) {
        while (container.runs()) {
            if (container.step == container.steps.size()) {
                end(container, 0);
                return;
            }
            switch (container.steps.get(container.step++)) {
                case Step.Print print -> log.write(container.log, time.now(), print.line());
                case Step.Sleep sleep -> {
                    time.after(sleep.length(), () -> locked.execute(() -> goOn(container)));
                    return;
                }
                case Step.Trap trap -> container.exitOnTerm = trap.exitCode();
                case Step.Jump jump -> container.step = jump.step();
                case Step.Exit exit -> end(container, exit.code());
                case Step.Devour _ -> {
                    if (container.config.resources().memoryBytes() == 0) {
                        return;
                    }
                    events.accept(new RuntimeEvent.OutOfMemory(container.id));
                    end(container, KILLED, "OOMKilled");
                }
                case Step.Forever _ -> {
                    return;
                }
            }
        }
    }

    private void end(FakeContainer container, int code) {
        end(container, code, code == 0 ? "Completed" : "Error");
    }

    private void end(FakeContainer container, int code, String reason) {
        var now = time.now();
        container.ended(now, code, reason, "");
        events.accept(new RuntimeEvent.Exited(container.id, code, now));
    }
}
