package io.nodebus.api;

import io.nodebus.api.door.Answer;
import io.nodebus.api.door.Answer.Outcome;
import io.nodebus.api.door.Desk;
import io.nodebus.api.door.Published;
import io.nodebus.api.door.Request;
import io.nodebus.api.http.Reception;
import io.nodebus.api.status.Refusal;
import io.nodebus.bus.NotLeading;
import io.nodebus.bus.loop.DecisionLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/// Brings requests to the loop and answers back. Safe for any context: who waits is kept by number.
final class Counters implements Reception {
    private final Vertx vertx;
    private final DecisionLoop<Desk> loop;
    private final Duration timeout;
    private final AtomicLong numbers = new AtomicLong(Request.NOBODY);
    private final Map<Long, Promise<Outcome>> waiting = new ConcurrentHashMap<>();
    private final Set<Runnable> watching = ConcurrentHashMap.newKeySet();

    Counters(Vertx vertx, DecisionLoop<Desk> loop, Duration timeout) {
        this.vertx = vertx;
        this.loop = loop;
        this.timeout = timeout;
        loop.acts(Answer.class, (answer, _) -> answer(answer.number(), answer.outcome()))
                .acts(Published.class, (_, _) -> watching.forEach(Runnable::run));
    }

    @Override
    public <T> Future<T> look(Function<Desk, T> what) {
        return loop.look(what);
    }

    @Override
    public Future<Outcome> ask(LongFunction<Request> request) {
        var number = numbers.incrementAndGet();
        var promise = Promise.<Outcome>promise();
        waiting.put(number, promise);
        var timer =
                vertx.setTimer(
                        timeout.toMillis(),
                        _ -> answer(number, new Outcome.No(notInTime(timeout))));
        loop.tell(request.apply(number))
                .onFailure(cause -> answer(number, new Outcome.No(refusal(cause))));
        return promise.future().onComplete(_ -> vertx.cancelTimer(timer));
    }

    private static Refusal notInTime(Duration timeout) {
        return Refusal.timeout(
                "the bus did not confirm the write within %d s; it may take effect later"
                        .formatted(timeout.toSeconds()));
    }

    private static Refusal refusal(Throwable cause) {
        return cause instanceof NotLeading
                ? Refusal.unavailable(
                        "this instance does not lead, and knows of no leader yet: try again")
                : Refusal.broken(String.valueOf(cause.getMessage()));
    }

    private void answer(long number, Outcome outcome) {
        var promise = waiting.remove(number);
        if (promise != null) {
            promise.complete(outcome);
        }
    }

    @Override
    public Runnable onChange(Runnable callback) {
        watching.add(callback);
        return () -> watching.remove(callback);
    }
}
