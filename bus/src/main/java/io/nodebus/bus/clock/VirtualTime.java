package io.nodebus.bus.clock;

import io.nodebus.bus.decide.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// Time that moves only when told to, for tests and simulations: everything runs on the thread that
/// calls [#pass], in an order that is the same every time. Confined to that thread.
public final class VirtualTime implements Timekeeper {
    /// More turns than this without time passing is a circle, not a story.
    private static final int MOST_TURNS_AT_ONE_TIME = 300_000;

    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
    private Duration since = Duration.ZERO;
    private Duration wallOffset = Duration.ZERO;
    private long numbers;

    private record Entry(Duration due, long number, Runnable turn) {}

    @Override
    public Moment now() {
        return new Moment(START.plus(since).plus(wallOffset), since);
    }

    @Override
    public void soon(Runnable turn) {
        entries.add(new Entry(since, numbers++, turn));
    }

    @Override
    public Alarm after(Duration delay, Runnable turn) {
        var entry =
                new Entry(since.plus(delay.isNegative() ? Duration.ZERO : delay), numbers++, turn);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    /// The clock on the wall is set forward, or back if negative. Monotonic time does not notice.
    public void jump(Duration by) {
        wallOffset = wallOffset.plus(by);
    }

    /// Runs everything that is due now, and what comes of it, until it is quiet.
    public void settle() {
        pass(Duration.ZERO);
    }

    /// Lets time pass, and runs everything that is due until then in the order it is due.
    public void pass(Duration duration) {
        var end = since.plus(duration);
        var turnsHere = 0;
        for (var next = entries.peek();
                next != null && next.due().compareTo(end) <= 0;
                next = entries.peek()) {
            turnsHere = next.due().compareTo(since) > 0 ? 0 : turnsHere + 1;
            if (turnsHere > MOST_TURNS_AT_ONE_TIME) {
                throw new IllegalStateException(
                        "not quiet after %d turns at %s".formatted(turnsHere, since));
            }
            step();
        }
        since = end;
    }

    /// Lets time pass until something holds, at most for so long. True when it does.
    public boolean passUntil(BooleanSupplier holds, Duration atMost) {
        var end = since.plus(atMost);
        while (!holds.getAsBoolean()) {
            var next = entries.peek();
            if (next == null || next.due().compareTo(end) > 0) {
                since = end;
                return holds.getAsBoolean();
            }
            step();
        }
        return true;
    }

    /// Runs the next turn, whenever it is due. False when there is none.
    public boolean step() {
        var next = entries.poll();
        if (next == null) {
            return false;
        }
        if (next.due().compareTo(since) > 0) {
            since = next.due();
        }
        next.turn().run();
        return true;
    }
}
