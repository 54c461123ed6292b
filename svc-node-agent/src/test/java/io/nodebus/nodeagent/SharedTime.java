package io.nodebus.nodeagent;

import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.nodeagent.simulated.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/// The time of containers and of the agent is one. Who waits lets it pass, for everybody. The clock
/// on the agent's wall may jump; this one does not.
record SharedTime(VirtualTime time) implements Timetable {
    private static final Instant BEGAN = Instant.parse("2026-01-01T12:00:00Z");

    @Override
    public Instant now() {
        return BEGAN.plus(time.now().since());
    }

    @Override
    public void after(Duration delay, Runnable what) {
        time.after(delay, what);
    }

    @Override
    public boolean await(CountDownLatch done, Duration atMost) {
        return time.passUntil(() -> done.getCount() == 0, atMost);
    }
}
