package io.nodebus.bus.kafka;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.Unsayable;
import io.nodebus.bus.clock.ContextTime;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.contracts.plane.DeadLetter;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bus over Kafka. One per process: whoever hears or says shares its consumer and its producer.
/// May be used from any context.
public final class KafkaBus implements Bus {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBus.class);

    private final Vertx vertx;
    private final KafkaSettings settings;
    private final PlaneWatch planes;
    private final Writer writer;
    private final Reader reader;
    private final LongAdder unreadable = new LongAdder();

    private KafkaBus(Vertx vertx, KafkaSettings settings, PlaneWatch planes) {
        this.vertx = vertx;
        this.settings = settings;
        this.planes = planes;
        this.writer = new Writer(settings);
        this.reader = new Reader(settings, planes, this::unreadable);
    }

    /// Waits until the broker answers and the plane is founded, however long that takes.
    ///
    /// @return fails with [PlaneRefused] when what answers cannot be worked with
    public static Future<KafkaBus> start(Vertx vertx, KafkaSettings settings) {
        return PlaneWatch.begin(new PlaneSearch(vertx, settings))
                .compose(planes -> {
                    var bus = new KafkaBus(vertx, settings, planes);
                    return vertx.deployVerticle(bus.writer)
                            .compose(_ -> vertx.deployVerticle(bus.reader))
                            .map(bus);
                });
    }

    /// The same, for a process that remembers how many partitions its plane has.
    public static Future<KafkaBus> start(Vertx vertx, KafkaSettings settings, int partitions) {
        return start(vertx, settings)
                .compose(bus -> {
                    if (bus.partitions() == partitions) {
                        return Future.succeededFuture(bus);
                    }
                    var refused =
                            new PlaneRefused(
                                    "the plane at %s has %d partitions, this process knows it with %d; they are for ever"
                                            .formatted(
                                                    settings.bootstrap(),
                                                    bus.partitions(),
                                                    partitions));
                    return bus.close().transform(_ -> Future.failedFuture(refused));
                });
    }

    /// Who the bus is, as last seen.
    public PlaneIdentity plane() {
        return planes.plane();
    }

    @Override
    public int partitions() {
        return plane().partitions();
    }

    /// How many records could not be understood.
    public long unreadable() {
        return unreadable.sum();
    }

    @Override
    public Future<Void> say(List<Said<?>> records) {
        return say(records, writer::say);
    }

    /// Packs records and has them written, if all of them can be said.
    Future<Void> say(List<Said<?>> records, Function<List<Writer.Letter>, Future<Void>> written) {
        if (records.isEmpty()) {
            return Future.succeededFuture();
        }
        var letters = new ArrayList<Writer.Letter>();
        try {
            records.forEach(said -> letters.add(letter(said)));
        } catch (Unsayable e) {
            return Future.failedFuture(e);
        }
        var topics = records.stream().<Topic<?>>map(Said::topic).distinct().toList();
        return here(known(topics).compose(_ -> written.apply(letters)));
    }

    Future<Void> write(List<Writer.Letter> letters) {
        return writer.say(letters);
    }

    Vertx vertx() {
        return vertx;
    }

    KafkaSettings settings() {
        return settings;
    }

    private Writer.Letter letter(Said<?> said) {
        return new Writer.Letter(
                settings.name(said.topic()),
                said.topic().partition(said.key(), partitions()),
                said.key(),
                CloudEvents.pack(said));
    }

    /// A topic that is not there would block everything behind it. The broker is asked only when
    /// one is not known yet.
    private Future<Void> known(List<Topic<?>> topics) {
        return unknown(topics, plane()).isEmpty()
                ? Future.succeededFuture()
                : planes.refresh()
                        .compose(_ -> {
                            var missing = unknown(topics, plane());
                            return missing.isEmpty()
                                    ? Future.succeededFuture()
                                    : Future.failedFuture(noTopic(missing.getFirst()));
                        });
    }

    private static List<Topic<?>> unknown(List<Topic<?>> topics, PlaneIdentity plane) {
        return topics.stream()
                .filter(topic -> !plane.topicIds().containsKey(topic.kind()))
                .toList();
    }

    private Unsayable noTopic(Topic<?> topic) {
        return new Unsayable(
                "there is no topic %s at %s: nodebus topics apply makes it"
                        .formatted(settings.name(topic), settings.bootstrap()));
    }

    /// The answer on the caller's context.
    private static Future<Void> here(Future<Void> elsewhere) {
        var caller = Vertx.currentContext();
        return caller == null ? elsewhere : new ContextTime(caller).here(elsewhere);
    }

    @Override
    public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
        var turns = new ContextTime(caller());
        var hearer =
                new Hearer(
                        ears,
                        underWay ->
                                new Delivery(turns, listener, taken -> underWay.addAndGet(-taken)));
        var topics = ears.stream().<Topic<?>>map(Ear::topic).distinct().toList();
        return turns.here(known(topics).compose(_ -> reader.add(hearer)));
    }

    private static Context caller() {
        var context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException(
                    "hear on a Vert.x context: there is no thread to be heard on");
        }
        return context;
    }

    private void unreadable(Reader.Letter letter) {
        unreadable.increment();
        LOG.atWarn()
                .addKeyValue("record", letter.evidence())
                .addKeyValue("reason", letter.because().reason())
                .log(letter.because().message());
        if (!letter.topic().isState() && !letter.topic().equals(DeadLetter.TOPIC)) {
            var _ = say(List.of(deadLetter(letter)));
        }
    }

    private Said<DeadLetter> deadLetter(Reader.Letter letter) {
        var at = letter.evidence();
        return new Said<>(
                DeadLetter.TOPIC,
                at.topic(),
                Optional.of(
                        new DeadLetter.Refused(
                                at.topic(),
                                at.partition(),
                                at.offset(),
                                settings.client(),
                                letter.because().reason() + ": " + letter.because().message(),
                                letter.value())),
                // Whoever refuses the same record says the same.
                new Stamp.ByLeader("dlt/" + at.topic() + "/" + at.partition(), 0, at.offset()),
                Instant.now(),
                "/" + settings.client());
    }

    /// Stops hearing and saying. What is not durable after two seconds is not said.
    public Future<Void> close() {
        return vertx.undeploy(reader.deploymentID())
                .transform(_ -> vertx.undeploy(writer.deploymentID()));
    }
}
