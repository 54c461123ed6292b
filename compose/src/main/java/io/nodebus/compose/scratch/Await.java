package io.nodebus.compose.scratch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what can only be looked at.
public final class Await {
    private static final Duration LOOK = Duration.ofMillis(20);

    private Await() {}

    /// @throws IllegalStateException when it does not come true in [ScratchPlane#PATIENCE]
    public static void until(String what, BooleanSupplier isSo) {
        var deadline = System.nanoTime() + ScratchPlane.PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "after %d s it is not so: %s"
                                .formatted(ScratchPlane.PATIENCE.toSeconds(), what));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
