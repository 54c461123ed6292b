package io.nodebus.nodeagent.simulated;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The time of the wall clock; one thread for any number of runtimes.
public final class WallTimetable implements Timetable, AutoCloseable {
    private final InstantSource clock = InstantSource.system();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("simulated-time").factory());

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void after(Duration delay, Runnable what) {
        var _ = thread.schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean await(CountDownLatch done, Duration atMost) {
        try {
            return done.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return done.getCount() == 0;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
