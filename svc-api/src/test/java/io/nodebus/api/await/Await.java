package io.nodebus.api.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Looks every five milliseconds until it is so, or fails with what was waited for.
public final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private Await() {}

    public static void until(String what, BooleanSupplier so) {
        present(what, () -> so.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    public static <A> A present(String what, Supplier<Optional<A>> looked) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found = looked.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
