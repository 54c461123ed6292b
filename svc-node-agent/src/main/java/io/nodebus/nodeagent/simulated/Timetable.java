package io.nodebus.nodeagent.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/// Where simulated containers have their time from. What is due runs one after the other, in the
/// order of its time, on a thread of the timetable's.
public interface Timetable {
    Instant now();

    void after(Duration delay, Runnable what);

    /// Waits until it is counted down, at most so long; says whether it was.
    boolean await(CountDownLatch done, Duration atMost);

    /// Lets time pass.
    default void pause(Duration length) {
        if (!length.isZero()) {
            var _ = await(new CountDownLatch(1), length);
        }
    }
}
