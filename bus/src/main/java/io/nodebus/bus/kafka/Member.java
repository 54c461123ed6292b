package io.nodebus.bus.kafka;

import static java.util.Objects.requireNonNull;

import io.nodebus.bus.Bus;
import io.nodebus.bus.NotLeading;
import io.nodebus.bus.Said;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.contracts.plane.LeaderState.Leads;
import io.nodebus.contracts.stamp.Stamp;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One member of the group that elects, and its term while it leads. Confined to its own Vert.x
/// context, except what others ask, which is published to them.
final class Member extends VerticleBase implements Bus.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Member.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final KafkaBus bus;
    private final Candidacy candidacy;
    private final String address;
    private final Candidate candidate;
    private @Nullable KafkaReadStream<String, byte[]> group;
    private Bus.@Nullable Hearing hearing;
    private Future<Void> ending = Future.succeededFuture();
    private boolean elected;
    private int attempt;
    private volatile @Nullable Lead lead;
    private volatile Optional<Leads> leader = Optional.empty();

    private record Lead(long epoch, Term term) {}

    Member(KafkaBus bus, Candidacy candidacy, String address, Candidate candidate) {
        this.bus = bus;
        this.candidacy = candidacy;
        this.address = address;
        this.candidate = candidate;
    }

    @Override
    public Future<?> start() {
        return bus.hear(Set.of(Bus.Ear.all(candidacy.topic())), this)
                .compose(hears -> {
                    hearing = hears;
                    return vertx.<KafkaConsumer<String, byte[]>>executeBlocking(() ->
                            new KafkaConsumer<>(
                                    Map.copyOf(bus.settings().member(candidacy.topic().kind()))));
                })
                .compose(
                        consumer -> stand(KafkaReadStream.create(vertx, requireNonNull(consumer))));
    }

    private Future<Void> stand(KafkaReadStream<String, byte[]> stream) {
        group = stream;
        stream.partitionsAssignedHandler(partitions -> {
            if (!partitions.isEmpty()) {
                elected();
            }
        });
        stream.partitionsRevokedHandler(partitions -> {
            if (!partitions.isEmpty()) {
                deposed("the group gave leadership to another member");
            }
        });
        stream.exceptionHandler(cause ->
                LOG.atWarn()
                        .addKeyValue("service", candidacy.service())
                        .addKeyValue("because", cause.toString())
                        .log("cannot take part in the election"));
        // What the topic says is heard with everything else; this stream only keeps the place.
        return stream.subscribe(Set.of(bus.settings().name(candidacy.topic())))
                .onSuccess(_ -> stream.handler(_ -> {}));
    }

    @Override
    public Future<?> stop() {
        deposed("this instance leaves");
        return ending.transform(_ -> group == null ? Future.succeededFuture() : group.close())
                .transform(_ -> hearing == null ? Future.succeededFuture() : hearing.stop());
    }

    Optional<Leads> leader() {
        return leader;
    }

    /// From any context.
    Future<Void> say(List<Writer.Letter> letters) {
        var current = lead;
        if (current == null) {
            return Future.failedFuture(new NotLeading(candidacy.service()));
        }
        return current.term()
                .say(letters)
                .recover(cause -> {
                    context.runOnContext(_ -> failed(current, cause.toString()));
                    return Future.failedFuture(new NotLeading(candidacy.service()));
                });
    }

    // The order at takeover.

    private void elected() {
        elected = true;
        begin(++attempt);
    }

    private void begin(int which) {
        term().compose(term -> announced(term).onFailure(_ -> term.end()))
                .onComplete(begun -> {
                    if (begun.succeeded() && which == attempt) {
                        leads(requireNonNull(begun.result()));
                    } else if (begun.succeeded()) {
                        requireNonNull(begun.result()).term().end();
                    } else if (which == attempt) {
                        LOG.atWarn()
                                .addKeyValue("service", candidacy.service())
                                .addKeyValue("because", String.valueOf(begun.cause()))
                                .log("elected, and cannot begin to lead yet");
                        later(which);
                    }
                });
    }

    private void later(int which) {
        vertx.setTimer(
                RETRY.toMillis(),
                _ -> {
                    if (which == attempt && elected) {
                        begin(which);
                    }
                });
    }

    private Future<Term> term() {
        return candidacy.transactions()
                ? TransactionalTerm.begin(vertx, bus.settings(), candidacy.service())
                : Future.succeededFuture(new PlainTerm(bus));
    }

    private Future<Lead> announced(Term term) {
        var scan = new EpochScan(bus.settings(), candidacy.service());
        return vertx.executeBlocking(
                        () -> scan.highest(candidacy.written(), bus.partitions()), false)
                .compose(highest -> {
                    var epoch = requireNonNull(highest) + 1;
                    return bus.say(List.of(announcement(epoch)), term::say)
                            .map(new Lead(epoch, term));
                });
    }

    private Said<?> announcement(long epoch) {
        return new Said<>(
                candidacy.topic(),
                candidacy.service(),
                Optional.of(new Leads(epoch, address)),
                new Stamp.ByLeader(candidacy.service(), epoch, 0),
                Instant.now(),
                "/fleet/" + candidacy.service());
    }

    private void leads(Lead begun) {
        lead = begun;
        LOG.atInfo()
                .addKeyValue("service", candidacy.service())
                .addKeyValue("epoch", begun.epoch())
                .log("leads");
        candidate.leads(Leadership.of(candidacy.service(), begun.epoch()));
    }

    // How it ends.

    private void deposed(String because) {
        elected = false;
        attempt++;
        ended(because);
    }

    /// The term is over, the place in the group may not be: then the next term is this one's too.
    private void failed(Lead which, String because) {
        if (!which.equals(lead)) {
            return;
        }
        ended(because);
        if (elected) {
            later(++attempt);
        }
    }

    private void ended(String because) {
        var last = lead;
        if (last == null) {
            return;
        }
        lead = null;
        ending = last.term().end();
        LOG.atWarn()
                .addKeyValue("service", candidacy.service())
                .addKeyValue("epoch", last.epoch())
                .addKeyValue("because", because)
                .log("leads no more");
        candidate.follows(because);
    }

    // Who leads, as the topic has it.

    @Override
    public Future<?> heard(Heard<?> heard) {
        learns(heard.message().map(Leads.class::cast));
        var mine = lead;
        if (mine != null && leader.isPresent() && leader.get().epoch() > mine.epoch()) {
            failed(mine, "epoch %d was heard".formatted(leader.get().epoch()));
        }
        return Future.succeededFuture();
    }

    private void learns(Optional<Leads> who) {
        leader = who;
        candidate.learns(who);
    }

    @Override
    public Future<?> missing(Missing<?> missing) {
        learns(Optional.empty());
        return Future.succeededFuture();
    }
}
