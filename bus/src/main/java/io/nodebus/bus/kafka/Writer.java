package io.nodebus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Packed;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Says records in the order they came, with a window of its own. Confined to its own Vert.x
/// context.
///
/// The client holds what it was given while the broker is away and shows no bound to it, so it is
/// given no more than the window; the rest waits here, with whoever waits for the answer.
final class Writer extends VerticleBase {
    private static final int MOST_RECORDS = 500;
    private static final long MOST_BYTES = 8L << 20;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private final ArrayDeque<Batch> batches = new ArrayDeque<>();
    private @Nullable Client client;
    private int records;
    private long bytes;

    private record Client(
            KafkaProducer<String, byte[]> producer, KafkaWriteStream<String, byte[]> stream) {}

    /// One record on its way.
    record Letter(String topic, int partition, String key, Packed packed) {
        ProducerRecord<String, byte[]> record() {
            var record =
                    new ProducerRecord<String, byte[]>(
                            topic, partition, key, packed.value().orElse(null));
            packed.headers()
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
            return record;
        }
    }

    private static final class Batch {
        private final ArrayDeque<Letter> letters;
        private final Promise<Void> done = Promise.promise();
        private int unacknowledged;

        private Batch(List<Letter> letters) {
            this.letters = new ArrayDeque<>(letters);
            this.unacknowledged = letters.size();
        }
    }

    Writer(KafkaSettings settings) {
        this.settings = settings;
    }

    @Override
    public Future<?> start() {
        return vertx.<KafkaProducer<String, byte[]>>executeBlocking(
                        () -> new KafkaProducer<>(Map.copyOf(settings.producer())))
                .onSuccess(producer ->
                        client = new Client(producer, KafkaWriteStream.create(vertx, producer)));
    }

    /// Past the client's wrapper, whose closing waits behind a send that waits for a broker.
    @Override
    public Future<?> stop() {
        var producer = client().producer();
        return vertx.executeBlocking(
                () -> {
                    producer.close(CLOSING);
                    return true;
                },
                false);
    }

    private Client client() {
        if (client == null) {
            throw new IllegalStateException("the writer has not started");
        }
        return client;
    }

    /// From any thread. Completes when all are durable.
    Future<Void> say(List<Letter> letters) {
        var batch = new Batch(letters);
        context.runOnContext(_ -> {
            batches.add(batch);
            send();
        });
        return batch.done.future();
    }

    private void send() {
        while (!batches.isEmpty() && records < MOST_RECORDS && bytes < MOST_BYTES) {
            var batch = batches.element();
            var letter = batch.letters.remove();
            // Before it is sent: an answer that is there at once comes back to this loop from
            // inside it, and must not find a batch without letters.
            if (batch.letters.isEmpty()) {
                batches.remove();
            }
            send(batch, letter);
        }
    }

    private void send(Batch batch, Letter letter) {
        var size = letter.packed().size(letter.key());
        records++;
        bytes += size;
        client().stream()
                .send(letter.record())
                .onComplete(sent -> {
                    records--;
                    bytes -= size;
                    if (sent.failed()) {
                        batch.done.tryFail(sent.cause());
                    } else if (--batch.unacknowledged == 0) {
                        batch.done.tryComplete();
                    }
                    send();
                });
    }
}
