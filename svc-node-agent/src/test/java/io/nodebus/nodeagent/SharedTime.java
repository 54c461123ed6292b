package io.nodebus.nodeagent;

import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.nodeagent.simulated.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/// The time of containers and of the agent is one. Who waits lets it pass, for everybody.
record SharedTime(VirtualTime time) implements Timetable {
    @Override
    public Instant now() {
        return time.now().wall();
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
