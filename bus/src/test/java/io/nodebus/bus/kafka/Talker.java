package io.nodebus.bus.kafka;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.plane.LeaderState;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A candidate that says route after route while it leads: in the test's process, or in one of its
/// own that the test can kill or freeze.
final class Talker implements Candidate {
    private final String name;
    private final Bus bus;
    private final Vertx vertx;
    private final Consumer<String> story;
    private long term;
    private long number;

    private Talker(String name, Bus bus, Vertx vertx, Consumer<String> story) {
        this.name = name;
        this.bus = bus;
        this.vertx = vertx;
        this.story = story;
    }

    /// Stands for election.
    static Election stands(
            String name, KafkaBus bus, boolean transactions, Consumer<String> story) {
        var election =
                new Election(
                        bus,
                        new Candidacy(
                                LeaderState.AUTOSCALER, Set.of(RouteState.TOPIC), transactions));
        election.join(name, new Talker(name, election.bus(), bus.vertx(), story))
                .onFailure(cause -> story.accept("cannot stand: " + cause));
        return election;
    }

    @Override
    public void leads(Leadership leadership) {
        story.accept("leads " + leadership.epoch());
        talk(leadership, ++term);
    }

    private void talk(Leadership leadership, long inTerm) {
        if (inTerm != term) {
            return;
        }
        var route =
                new RouteState.Route(
                        name, "%s/%d/%d".formatted(name, leadership.epoch(), ++number), List.of());
        var said =
                new Said<RouteState>(
                        RouteState.TOPIC,
                        "n1",
                        Optional.of(route),
                        leadership.stamps().next(),
                        Instant.now(),
                        "/fleet/" + name);
        bus.say(List.of(said))
                .onComplete(done -> {
                    if (done.succeeded()) {
                        vertx.setTimer(5, _ -> talk(leadership, inTerm));
                    } else {
                        story.accept("could not say");
                    }
                });
    }

    @Override
    public void follows(String because) {
        term++;
        story.accept("follows");
    }

    /// `NAME BOOTSTRAP PREFIX`: prints its story.
    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        var settings = KafkaSettings.at(args[1], args[0]).withPrefix(args[2]);
        KafkaBus.start(vertx, settings)
                .onSuccess(bus -> stands(args[0], bus, true, System.out::println))
                .onFailure(cause -> System.out.println("cannot start: " + cause));
    }
}
