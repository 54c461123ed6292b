package io.nodebus.compose.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Looks at a condition again and again until it holds.
public final class Await {
    private static final Duration LOOK = Duration.ofMillis(20);

    private Await() {}

    /// @throws AssertionError when it does not hold within the time
    public static void until(String what, Duration time, BooleanSupplier condition) {
        present(what, time, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /// The value, once there is one.
    public static <T> T present(String what, Duration time, Supplier<Optional<T>> value) {
        var end = System.nanoTime() + time.toNanos();
        while (true) {
            var seen = value.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + time.toSeconds() + " s for: " + what);
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
