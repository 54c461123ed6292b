package io.nodebus.bus.clock;

import io.nodebus.bus.decide.Moment;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/// What a loop runs on: one thread that takes turns, and the time.
public interface Timekeeper {
    /// Never goes back as far as `since` is concerned. From any thread.
    Moment now();

    /// Runs this in a turn of its own, after those already waiting. From any thread.
    void soon(Runnable turn);

    /// Runs this in a turn of its own after a while.
    Alarm after(Duration delay, Runnable turn);

    /// The same answer, but arriving in a turn of this timekeeper, unless it is there already.
    default <T> Future<T> here(Future<T> elsewhere) {
        if (elsewhere.isComplete()) {
            return elsewhere;
        }
        var here = Promise.<T>promise();
        elsewhere.onComplete(answer -> soon(() -> settle(here, answer)));
        return here.future();
    }

    private static <T> void settle(Promise<T> here, AsyncResult<T> answer) {
        if (answer.succeeded()) {
            here.tryComplete(answer.result());
        } else {
            here.tryFail(answer.cause());
        }
    }

    /// A turn to come.
    interface Alarm {
        /// Nothing rings after this.
        void cancel();
    }
}
