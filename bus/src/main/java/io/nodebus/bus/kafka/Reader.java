package io.nodebus.bus.kafka;

import static java.util.stream.Collectors.toSet;

import io.nodebus.bus.Bus;
import io.nodebus.bus.clock.ContextTime;
import io.nodebus.bus.wire.CloudEvents;
import io.nodebus.bus.wire.Opened;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads everything that is heard in this process with one consumer: a node has three hearers of
/// much the same partitions, fifty simulated nodes have a hundred and fifty, and each consumer is a
/// thread, a connection and a fetch session at the broker.
///
/// Confined to its own Vert.x context, so nothing here is locked. One turn after the other: who
/// came and went, poll, pass on. A hearer that comes later makes a partition be read again from
/// where it begins; the others skip what they had. A full hearer pauses its partitions for all who
/// share them.
final class Reader extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);

    /// The consumer's thread is busy while it polls, so this is also how long a newcomer waits, and
    /// who was full.
    private static final Duration POLL = Duration.ofMillis(100);

    /// The same when nothing happened for a while: each poll costs a node at rest some of its one
    /// percent of a core.
    private static final Duration QUIET_POLL = Duration.ofMillis(500);

    private static final int POLLS_UNTIL_QUIET = 20;

    /// Of a record nobody can read, the beginning tells enough.
    private static final int KEPT_BYTES = 256 * 1024;

    private static final Duration PULSE = Duration.ofMillis(250);
    private static final Duration RETRY = Duration.ofMillis(250);

    private final KafkaSettings settings;
    private final PlaneWatch planes;
    private final Consumer<Letter> letters;
    private final Map<TopicPartition, Line> lines = new LinkedHashMap<>();
    private final Set<Hearer> hearers = new LinkedHashSet<>();
    private final Set<Hearer> waiting = new LinkedHashSet<>();
    private @Nullable Client client;
    private boolean changed;
    private boolean begun;
    private boolean idle = true;
    private boolean failing;
    private boolean stopping;
    private int emptyPolls;

    private record Client(KafkaReadStream<String, byte[]> stream, Pulse pulse) {}

    private record Ends(Map<TopicPartition, Long> first, Map<TopicPartition, Long> end) {
        long first(TopicPartition place) {
            return of(first, place);
        }

        long end(TopicPartition place) {
            return of(end, place);
        }

        private static long of(Map<TopicPartition, Long> ends, TopicPartition place) {
            var end = ends.get(place);
            if (end == null) {
                throw new IllegalStateException("nobody asked where " + place + " ends");
            }
            return end;
        }
    }

    /// A record that could not be read.
    ///
    /// @param value base64 of its beginning
    record Letter(Topic<?> topic, Evidence evidence, Because because, String value) {}

    Reader(KafkaSettings settings, PlaneWatch planes, Consumer<Letter> letters) {
        this.settings = settings;
        this.planes = planes;
        this.letters = letters;
    }

    @Override
    public Future<?> start() {
        return vertx.<KafkaConsumer<String, byte[]>>executeBlocking(
                        () -> new KafkaConsumer<>(Map.copyOf(settings.consumer())))
                .onSuccess(consumer -> {
                    var pulse = new Pulse(consumer.metrics(), settings.patience(), now());
                    client = new Client(KafkaReadStream.create(vertx, consumer), pulse);
                    vertx.setPeriodic(PULSE.toMillis(), _ -> beat());
                });
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        hearers.forEach(Hearer::stop);
        return client().stream().close();
    }

    /// From any context. Completes when it is known that there is something to hear.
    Future<Bus.Hearing> add(Hearer hearer) {
        return onContext(() -> {
            hearers.add(hearer);
            if (client().pulse().isAway()) {
                hearer.pass(new Item.Away());
            }
            again(hearer, false);
            if (idle) {
                idle = false;
                turn();
            }
            return () -> onContext(() -> leave(hearer));
        });
    }

    private @Nullable Void leave(Hearer hearer) {
        hearer.stop();
        hearers.remove(hearer);
        waiting.remove(hearer);
        lines.values().forEach(line -> line.remove(hearer));
        changed |= lines.values().removeIf(line -> !line.isHeard());
        return null;
    }

    private <T extends @Nullable Object> Future<T> onContext(Supplier<T> what) {
        var done = Promise.<T>promise();
        context.runOnContext(_ -> done.complete(what.get()));
        return done.future();
    }

    private Client client() {
        if (client == null) {
            throw new IllegalStateException("the reader has not started");
        }
        return client;
    }

    private static Duration now() {
        return ContextTime.realNow().since();
    }

    private void turn() {
        if (stopping) {
            return;
        }
        seated().compose(_ -> polled())
                .onComplete(done -> {
                    if (done.failed()) {
                        failed(done.cause());
                        vertx.setTimer(RETRY.toMillis(), _ -> turn());
                    } else if (lines.isEmpty() && waiting.isEmpty()) {
                        idle = true;
                    } else {
                        turn();
                    }
                });
    }

    // Who came and went.

    /// Begins to read to the ends, from the beginnings of state topics.
    private void again(Hearer hearer, boolean another) {
        hearer.begins();
        hearer.pass(new Item.Again(planes.plane(), another));
        if (another) {
            hearer.seats().clear();
        }
        lines.values().forEach(line -> line.remove(hearer));
        waiting.add(hearer);
    }

    /// Who comes while the ends are asked for is seated when its own are known: taken along now, it
    /// would find no ends of its partitions and be told that it has read everything.
    private Future<Void> seated() {
        if (waiting.isEmpty()) {
            return moved();
        }
        emptyPolls = 0;
        var newcomers = List.copyOf(waiting);
        var places = new LinkedHashSet<TopicPartition>();
        newcomers.forEach(hearer ->
                places.addAll(hearer.places(planes.plane().partitions(), settings).keySet()));
        return ends(places)
                .compose(ends -> {
                    if (!begun) {
                        begun = true;
                        client().pulse().knowsConnections(client().pulse().connections());
                    }
                    if (client().pulse().hasNewConnections()) {
                        // A bus that was emptied ends where it begins.
                        return recognised().compose(_ -> seated());
                    }
                    newcomers.stream().filter(waiting::remove).forEach(it -> seat(it, ends));
                    changed = true;
                    lines.values().removeIf(line -> !line.isHeard());
                    return seated();
                });
    }

    private Future<Ends> ends(Set<TopicPartition> places) {
        var stream = client().stream();
        return stream.beginningOffsets(places)
                .compose(first -> stream.endOffsets(places).map(end -> new Ends(first, end)));
    }

    private void seat(Hearer hearer, Ends ends) {
        var before = Map.copyOf(hearer.seats());
        hearer.seats().clear();
        hearer.places(planes.plane().partitions(), settings)
                .forEach((place, ears) -> {
                    var end = ends.end(place);
                    var next = Seat.begin(ears, before.get(place), ends.first(place), end);
                    var seat = new Seat(hearer, ears, next, end);
                    hearer.seats().put(place, seat);
                    lines.computeIfAbsent(place, _ -> new Line(place, ears.getFirst().topic()))
                            .add(seat);
                });
        hearer.endsIfReached();
    }

    /// Tells the consumer what is read, and from where: assign, then seek, then poll.
    private Future<Void> moved() {
        var stream = client().stream();
        Future<Void> told =
                changed ? stream.assign(Set.copyOf(lines.keySet())) : Future.succeededFuture();
        changed = false;
        for (var line : lines.values()) {
            if (line.hasMoved()) {
                told = told.compose(_ -> stream.seek(line.place(), line.first()));
            }
        }
        return told.compose(_ -> paused());
    }

    private Future<Void> paused() {
        var stream = client().stream();
        var pause = places(line -> line.mustPause() && line.pauses(true));
        var resume = places(line -> !line.mustPause() && line.pauses(false));
        Future<Void> told = pause.isEmpty() ? Future.succeededFuture() : stream.pause(pause);
        return resume.isEmpty() ? told : told.compose(_ -> stream.resume(resume));
    }

    private Set<TopicPartition> places(Predicate<Line> which) {
        return lines.values().stream().filter(which).map(Line::place).collect(toSet());
    }

    // What is there.

    private Future<Void> polled() {
        if (lines.isEmpty()) {
            return Future.succeededFuture();
        }
        return client().stream()
                .poll(isQuiet() ? QUIET_POLL : POLL)
                .compose(records -> {
                    failing = false;
                    emptyPolls = records.isEmpty() ? emptyPolls + 1 : 0;
                    var pulse = client().pulse();
                    if (!pulse.hasNewConnections() && !pulse.isHeardAgain()) {
                        return passedOn(records);
                    }
                    return recognised()
                            .compose(another ->
                                    another ? Future.succeededFuture() : passedOn(records));
                });
    }

    private boolean isQuiet() {
        return emptyPolls >= POLLS_UNTIL_QUIET && lines.values().stream().noneMatch(Line::isPaused);
    }

    /// Something was connected to. Before anything of it is passed on: is it the bus it was?
    ///
    /// @return whether it is another one, and everybody reads again
    private Future<Boolean> recognised() {
        var made = client().pulse().connections();
        return planes.look()
                .onSuccess(another -> {
                    client().pulse().knowsConnections(made);
                    if (client().pulse().isAway()) {
                        returned(another);
                    } else if (another) {
                        hearers.forEach(hearer -> again(hearer, true));
                    }
                });
    }

    private void returned(boolean another) {
        var silence = client().pulse().returns(now());
        LOG.atInfo().addKeyValue("after", silence).log("the bus is back");
        hearers.forEach(hearer -> hearer.pass(new Item.Back()));
        if (another || silence.compareTo(settings.readAgainAfter()) > 0) {
            hearers.forEach(hearer -> again(hearer, another));
        }
    }

    private Future<Void> passedOn(ConsumerRecords<String, byte[]> records) {
        var passed = new LinkedHashMap<Hearer, List<Item>>();
        for (var place : records.partitions()) {
            var line = lines.get(place);
            if (line != null) {
                records.records(place).forEach(record -> read(line, record, passed));
            }
        }
        passed.forEach(Hearer::pass);
        records.nextOffsets()
                .forEach((place, position) -> {
                    var line = lines.get(place);
                    if (line != null) {
                        line.seats().forEach(seat -> seat.isAt(position.offset()));
                    }
                });
        hearers.stream().filter(hearer -> !waiting.contains(hearer)).forEach(Hearer::endsIfReached);
        return Future.succeededFuture();
    }

    private void read(
            Line line, ConsumerRecord<String, byte[]> record, Map<Hearer, List<Item>> passed) {
        var key = record.key() == null ? "" : record.key();
        var wanted =
                line.seats().stream().filter(seat -> seat.wants(record.offset(), key)).toList();
        if (wanted.isEmpty()) {
            return;
        }
        var item = item(line, line.topic(), key, record);
        if (item != null) {
            wanted.forEach(seat ->
                    passed.computeIfAbsent(seat.hearer(), _ -> new ArrayList<>()).add(item));
        }
    }

    private <M> @Nullable Item item(
            Line line, Topic<M> topic, String key, ConsumerRecord<String, byte[]> record) {
        var evidence = new Evidence(topic.kind(), record.partition(), record.offset());
        return switch (CloudEvents.open(topic, PlaneReader.packed(record))) {
            case Opened.Event<M> event -> new Item.Read<>(topic, key, event, evidence);
            case Opened.Unopened<M>(var because) -> {
                var known =
                        new Because(
                                because.reason(), because.message(), Map.of(), List.of(evidence));
                if (line.isFirstLetter(record.offset())) {
                    letters.accept(new Letter(topic, evidence, known, beginning(record)));
                }
                yield topic.isState() ? new Item.Unread(topic, key, known) : null;
            }
        };
    }

    private static String beginning(ConsumerRecord<String, byte[]> record) {
        var value = record.value() == null ? new byte[0] : record.value();
        return Base64.getEncoder()
                .encodeToString(Arrays.copyOf(value, Math.min(value.length, KEPT_BYTES)));
    }

    // When it goes wrong.

    private void failed(Throwable cause) {
        switch (cause) {
            case OffsetOutOfRangeException lost -> lost(lost.partitions());
            case NoOffsetForPartitionException lost -> lost(lost.partitions());
            default -> {
                if (!failing && !stopping) {
                    LOG.atWarn().addKeyValue("because", cause.toString()).log("cannot hear");
                }
                failing = true;
            }
        }
    }

    /// The log begins later or ends earlier than where we are: retention was faster, or records
    /// were truncated. What they would have said is asked of the state topics again.
    private void lost(Set<TopicPartition> places) {
        LOG.atWarn().addKeyValue("partitions", places).log("positions are gone, reading again");
        places.stream()
                .map(lines::get)
                .filter(Objects::nonNull)
                .flatMap(line -> line.seats().stream())
                .map(Seat::hearer)
                .collect(toSet())
                .forEach(hearer -> again(hearer, false));
    }

    private void beat() {
        var listening = !waiting.isEmpty() || lines.values().stream().anyMatch(l -> !l.isPaused());
        if (client().pulse().leaves(now(), listening, failing)) {
            LOG.atWarn().log("the bus is away");
            hearers.forEach(hearer -> hearer.pass(new Item.Away()));
        }
    }
}
