package io.nodebus.bus.lifecycle;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has to be stopped when the process ends, last begun first. All of it shares one deadline:
/// what hangs costs the others their time, and is named.
public final class Stops {
    private static final Logger LOG = LoggerFactory.getLogger(Stops.class);

    private final ArrayDeque<Stop> stops = new ArrayDeque<>();

    private record Stop(String what, Supplier<Future<?>> stop) {}

    /// Remembers how to stop something that has just begun.
    public synchronized void add(String what, Supplier<Future<?>> stop) {
        stops.push(new Stop(what, stop));
    }

    /// Stops everything, one after the other. Blocks: call it from a thread of its own.
    ///
    /// @return what did not stop cleanly
    public List<String> stopAll(Duration deadline) {
        var end = System.nanoTime() + deadline.toNanos();
        var unclean = new ArrayList<String>();
        for (var next = next(); next != null; next = next()) {
            if (!stop(next, end - System.nanoTime())) {
                unclean.add(next.what());
            }
        }
        return List.copyOf(unclean);
    }

    private synchronized @Nullable Stop next() {
        return stops.poll();
    }

    private static boolean stop(Stop stop, long nanosLeft) {
        try {
            stop.stop()
                    .get()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException _) {
            LOG.atWarn().addKeyValue("what", stop.what()).log("did not stop in time");
        } catch (ExecutionException | RuntimeException e) {
            LOG.atWarn().addKeyValue("what", stop.what()).setCause(e).log("did not stop cleanly");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            LOG.atWarn().addKeyValue("what", stop.what()).log("was not waited for: interrupted");
        }
        return false;
    }
}
