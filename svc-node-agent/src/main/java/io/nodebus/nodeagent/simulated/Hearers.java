package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.RuntimeEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Who hears the events. They are told on the timetable's thread, in the order of what happened,
/// and never under the runtime's lock: a hearer may call the runtime.
final class Hearers {
    private final Timetable time;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    Hearers(Timetable time) {
        this.time = time;
    }

    /// Compared by identity: the same hearer may listen twice.
    private static final class Subscription {
        private final Consumer<RuntimeEvent> hearer;

        Subscription(Consumer<RuntimeEvent> hearer) {
            this.hearer = hearer;
        }
    }

    AutoCloseable add(Consumer<RuntimeEvent> hearer, RuntimeEvent first) {
        var subscription = new Subscription(hearer);
        subscriptions.add(subscription);
        tell(subscription, first);
        return () -> subscriptions.remove(subscription);
    }

    void say(RuntimeEvent event) {
        subscriptions.forEach(subscription -> tell(subscription, event));
    }

    private void tell(Subscription subscription, RuntimeEvent event) {
        time.after(
                Duration.ZERO,
                () -> {
                    if (subscriptions.contains(subscription)) {
                        subscription.hearer.accept(event);
                    }
                });
    }
}
