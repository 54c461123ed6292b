package io.nodebus.bus.kafka;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.TimeoutException;

/// Says in transactions, one after the other; what is asked for meanwhile goes into the next one
/// together. Confined to the election's context; the transactions themselves are on a worker.
///
/// The next leader's `initTransactions` shuts this one out: whatever it still writes is never
/// heard.
final class TransactionalTerm implements Term {
    /// After this the broker gives up a transaction whose producer is gone; readers wait that long.
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int MOST_RECORDS = 500;

    private final Vertx vertx;
    private final Context context;
    private final KafkaProducer<String, byte[]> producer;
    private final ArrayDeque<Batch> waiting = new ArrayDeque<>();
    private boolean busy;
    private volatile boolean ended;

    private record Batch(List<Writer.Letter> letters, Promise<Void> done) {}

    private TransactionalTerm(
            Vertx vertx, Context context, KafkaProducer<String, byte[]> producer) {
        this.vertx = vertx;
        this.context = context;
        this.producer = producer;
    }

    /// Shuts out whoever led before. Fails when the broker does not answer in time.
    static Future<Term> begin(Vertx vertx, KafkaSettings settings, String service) {
        var context = requireNonNull(Vertx.currentContext());
        return vertx.<KafkaProducer<String, byte[]>>executeBlocking(
                        () -> initialised(settings, service), false)
                .map(producer -> new TransactionalTerm(vertx, context, requireNonNull(producer)));
    }

    private static KafkaProducer<String, byte[]> initialised(
            KafkaSettings settings, String service) {
        var producer =
                new KafkaProducer<String, byte[]>(
                        Map.copyOf(settings.transactional("leader." + service, TIMEOUT)));
        try {
            producer.initTransactions();
            return producer;
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    @Override
    public Future<Void> say(List<Writer.Letter> letters) {
        var batch = new Batch(letters, Promise.promise());
        context.runOnContext(_ -> {
            waiting.add(batch);
            next();
        });
        return batch.done().future();
    }

    private void next() {
        if (busy || waiting.isEmpty()) {
            return;
        }
        if (ended) {
            waiting.forEach(batch -> batch.done().tryFail("the term has ended"));
            waiting.clear();
            return;
        }
        busy = true;
        var together = taken();
        var letters = together.stream().flatMap(batch -> batch.letters().stream()).toList();
        vertx.executeBlocking(() -> committed(letters), false)
                .onComplete(committed -> {
                    busy = false;
                    for (var batch : together) {
                        if (committed.succeeded()) {
                            batch.done().tryComplete();
                        } else {
                            batch.done().tryFail(committed.cause());
                        }
                    }
                    ended |= committed.failed();
                    next();
                });
    }

    /// A batch is never torn apart.
    private List<Batch> taken() {
        var taken = new ArrayList<Batch>();
        var records = 0;
        while (!waiting.isEmpty()
                && (taken.isEmpty()
                        || records + waiting.element().letters().size() <= MOST_RECORDS)) {
            var batch = waiting.remove();
            records += batch.letters().size();
            taken.add(batch);
        }
        return taken;
    }

    private boolean committed(List<Writer.Letter> letters) {
        producer.beginTransaction();
        letters.forEach(letter -> {
            var _ = producer.send(letter.record());
        });
        while (true) {
            try {
                producer.commitTransaction();
                return true;
            } catch (TimeoutException e) {
                // Whether it was committed is not known; asking again is the way to find out. A
                // broker that was away for longer than the timeout answers that it gave up.
                if (ended) {
                    throw e;
                }
            }
        }
    }

    /// Gives up what is under way: whoever ends a term is not its leader any more.
    @Override
    public Future<Void> end() {
        ended = true;
        return vertx.executeBlocking(
                        () -> {
                            producer.close(CLOSING);
                            return true;
                        },
                        false)
                .mapEmpty();
    }
}
