package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.RuntimeEvent;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.nodebus.nodeagent.runtime.RuntimeFailure.Kind;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The process of a simulated runtime: answers one call at a time, or is away, or has trouble. Its
/// one lock guards everything the runtime holds.
final class Daemon {
    private static final String CRASHED = "crashed";

    private final Object lock = new Object();
    private final Hearers hearers;
    private Trouble trouble = Trouble.NONE;
    private boolean away;

    Daemon(Timetable time) {
        hearers = new Hearers(time);
    }

    /// What a caller gets.
    <A> A ask(String verb, String subject, Supplier<A> work) {
        synchronized (lock) {
            if (away) {
                throw new RuntimeFailure(
                        Kind.UNAVAILABLE, "the container runtime does not answer: " + CRASHED);
            }
            trouble.of(verb, subject)
                    .ifPresent(failure -> {
                        throw failure;
                    });
            return work.get();
        }
    }

    void act(String verb, String subject, Runnable work) {
        var _ =
                ask(
                        verb,
                        subject,
                        () -> {
                            work.run();
                            return true;
                        });
    }

    /// What happens whether the process is there or not.
    void locked(Runnable work) {
        synchronized (lock) {
            work.run();
        }
    }

    void trouble(Trouble comes) {
        locked(() -> trouble = comes);
    }

    void crash() {
        say(new RuntimeEvent.Disconnected(CRASHED));
        locked(() -> away = true);
    }

    void comeBack() {
        locked(() -> away = false);
        say(new RuntimeEvent.Reconnected());
    }

    void say(RuntimeEvent event) {
        synchronized (lock) {
            if (!away || event instanceof RuntimeEvent.Disconnected) {
                hearers.say(event);
            }
        }
    }

    AutoCloseable hear(Consumer<RuntimeEvent> hearer) {
        synchronized (lock) {
            return hearers.add(
                    hearer,
                    away ? new RuntimeEvent.Disconnected(CRASHED) : new RuntimeEvent.Reconnected());
        }
    }
}
