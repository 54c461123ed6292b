package io.nodebus.bus.clock;

import io.nodebus.bus.decide.Moment;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/// The real time, and the turns of a Vert.x context.
public record ContextTime(Context context) implements Timekeeper {
    /// On the context of the caller, which is made if there is none.
    public static ContextTime here(Vertx vertx) {
        return new ContextTime(vertx.getOrCreateContext());
    }

    /// The time as this process has it. All clocks of one process agree on `since`.
    public static Moment realNow() {
        return new Moment(Instant.now(), Duration.ofNanos(System.nanoTime()));
    }

    @Override
    public Moment now() {
        return realNow();
    }

    @Override
    public void soon(Runnable turn) {
        context.runOnContext(_ -> turn.run());
    }

    @Override
    public Alarm after(Duration delay, Runnable turn) {
        var id = context.owner().setTimer(atLeastOneMilli(delay), _ -> soon(turn));
        return () -> context.owner().cancelTimer(id);
    }

    /// Vert.x refuses shorter ones. Rounded up: a timer may be late, never early.
    private static long atLeastOneMilli(Duration delay) {
        return Math.max(1, delay.plusNanos(999_999).toMillis());
    }
}
