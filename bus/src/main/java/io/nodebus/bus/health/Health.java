package io.nodebus.bus.health;

import io.nodebus.bus.fault.FaultHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/// The checks of one process. Safe for any thread: services add theirs while the server asks.
public final class Health {
    private final Map<String, Supplier<Condition>> alive = new ConcurrentSkipListMap<>();
    private final Map<String, Supplier<Condition>> ready = new ConcurrentSkipListMap<>();
    private volatile boolean started;

    /// A check whose failure only a restart can cure.
    ///
    /// @param check quick and without I/O: it runs on an event loop at each question
    public Health alive(String name, Supplier<Condition> check) {
        alive.put(name, check);
        return this;
    }

    /// A check that says whether the work is done at present.
    public Health ready(String name, Supplier<Condition> check) {
        ready.put(name, check);
        return this;
    }

    /// The process has begun to work. Until then it is neither started nor ready.
    public void started() {
        started = true;
    }

    /// A handler that logs faults, and makes a stopped loop a check that fails for ever.
    public FaultHandler faults() {
        return new FaultHandler() {
            @Override
            public void quarantined(String what, Throwable cause) {
                LOGS.quarantined(what, cause);
            }

            @Override
            public void stopped(String what, Throwable cause) {
                LOGS.stopped(what, cause);
                alive("fault", () -> Condition.failed("%s: %s".formatted(what, cause)));
            }
        };
    }

    Map<String, Condition> livez() {
        return ask(alive);
    }

    Map<String, Condition> readyz() {
        var all = startupz();
        all.putAll(ask(alive));
        all.putAll(ask(ready));
        return all;
    }

    Map<String, Condition> startupz() {
        var all = new LinkedHashMap<String, Condition>();
        all.put("started", started ? Condition.OK : Condition.failed("still starting"));
        return all;
    }

    private static Map<String, Condition> ask(Map<String, Supplier<Condition>> checks) {
        var answers = new LinkedHashMap<String, Condition>();
        checks.forEach((name, check) -> answers.put(name, asked(check)));
        return answers;
    }

    private static Condition asked(Supplier<Condition> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return Condition.failed("the check itself failed: " + e);
        }
    }
}
