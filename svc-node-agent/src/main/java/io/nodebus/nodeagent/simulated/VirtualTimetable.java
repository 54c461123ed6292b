package io.nodebus.nodeagent.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;

/// Time that passes only when somebody lets it: by [#pass(Duration)], or by waiting. Confined to
/// one thread, which runs what is due; so the same story always goes the same way.
public final class VirtualTimetable implements Timetable {
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
    private Instant now;
    private long count;

    public VirtualTimetable(Instant start) {
        now = start;
    }

    private record Due(Instant at, long number, Runnable what) {}

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable what) {
        due.add(new Due(now.plus(delay), count++, what));
    }

    @Override
    public boolean await(CountDownLatch done, Duration atMost) {
        var end = now.plus(atMost);
        while (done.getCount() > 0 && runNext(end)) {
            // What ran may have counted down.
        }
        if (done.getCount() > 0) {
            now = later(now, end);
        }
        return done.getCount() == 0;
    }

    public void pass(Duration length) {
        pause(length);
        while (runNext(now)) {
            // Also with no length: all that is due now runs.
        }
    }

    private boolean runNext(Instant end) {
        var next = due.peek();
        if (next == null || next.at.isAfter(end)) {
            return false;
        }
        due.remove();
        now = later(now, next.at);
        next.what.run();
        return true;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
