package io.nodebus.bus.loop;

import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.clock.Timekeeper.Alarm;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The timers of one loop by name. Confined to the loop's context.
final class Timers {
    private final Map<String, Object> current = new HashMap<>();
    private final Map<String, Alarm> alarms = new HashMap<>();
    private final Timekeeper time;
    private final Consumer<String> rings;

    Timers(Timekeeper time, Consumer<String> rings) {
        this.time = time;
        this.rings = rings;
    }

    /// Replaces a timer of the same name. One that has run out already and waits for its turn is
    /// replaced as well.
    void wake(String timer, Duration after) {
        sleep(timer);
        var token = new Object();
        current.put(timer, token);
        alarms.put(timer, time.after(after, () -> ring(timer, token)));
    }

    void sleep(String timer) {
        current.remove(timer);
        var alarm = alarms.remove(timer);
        if (alarm != null) {
            alarm.cancel();
        }
    }

    void sleepAll() {
        alarms.values().forEach(Alarm::cancel);
        alarms.clear();
        current.clear();
    }

    private void ring(String timer, Object token) {
        if (current.remove(timer, token)) {
            alarms.remove(timer);
            rings.accept(timer);
        }
    }
}
