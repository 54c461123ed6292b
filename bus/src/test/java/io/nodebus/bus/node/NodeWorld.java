package io.nodebus.bus.node;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.journal.Durability;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.plane.LeaderState;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// One node with a disk, and a bus behind it, in virtual time.
final class NodeWorld {
    static final String NODE = "n1";
    static final Topic<?>[] LOCAL = {PodState.TOPIC, NodeHeartbeat.TOPIC, ContainerEvent.TOPIC};

    final VirtualTime time = new VirtualTime();
    final SwitchedBus behind = new SwitchedBus();
    private final Path folder;
    private final long journalBytes;
    private Random random = new Random(1);
    private Life life = new Life(time);
    NodeBus bus;

    /// One life of the process: its turns end with it.
    private static final class Life implements Timekeeper {
        private final Timekeeper time;
        private boolean ended;

        Life(Timekeeper time) {
            this.time = time;
        }

        @Override
        public Moment now() {
            return time.now();
        }

        @Override
        public void soon(Runnable turn) {
            time.soon(() -> run(turn));
        }

        @Override
        public Alarm after(Duration delay, Runnable turn) {
            return time.after(delay, () -> run(turn));
        }

        private void run(Runnable turn) {
            if (!ended) {
                turn.run();
            }
        }
    }

    NodeWorld(Path folder, long journalBytes) {
        this.folder = folder;
        this.journalBytes = journalBytes;
        this.bus = start();
    }

    NodeWorld(Path folder) {
        this(folder, 1 << 20);
    }

    void seed(long seed) {
        random = new Random(seed);
    }

    private NodeBus start() {
        try {
            var settings =
                    new NodeBusSettings(
                            folder.resolve("journal"),
                            Quantity.of(journalBytes),
                            Durability.KILL,
                            Duration.ofSeconds(3),
                            20,
                            100,
                            Duration.ofSeconds(2),
                            Duration.ofHours(1));
            return NodeBus.open(
                    settings,
                    Wiring.of(NODE, LOCAL),
                    new NodeBus.Surroundings(
                            life, Optional.of(life), life::soon, random, new Loud()),
                    _ -> Future.succeededFuture(behind.connect(life)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// kill -9, and started again.
    void restart() {
        kill();
        begin();
    }

    void kill() {
        life.ended = true;
        behind.ends(life);
        bus.drop();
    }

    void begin() {
        life = new Life(time);
        bus = start();
    }

    void settle() {
        time.settle();
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    Heeded hears(Topic<?>... topics) {
        var heeded = new Heeded();
        var ears = new LinkedHashSet<Ear>();
        for (var topic : topics) {
            ears.add(topic.equals(RouteState.TOPIC) ? Ear.all(topic) : Ear.ofNode(topic, NODE));
        }
        bus.hear(ears, heeded);
        return heeded;
    }

    /// Says, and fails unless it is kept soon.
    void says(Said<?>... records) {
        var kept = bus.say(List.of(records));
        settle();
        if (!kept.succeeded()) {
            throw new AssertionError("not kept: " + kept.cause());
        }
    }

    // What is said.

    Said<PodState> pod(String name, String what) {
        return said(
                PodState.TOPIC,
                NODE + "/default/" + name,
                new PodState.Gone(name, what, Instant.EPOCH, Because.of("Test", "")));
    }

    Said<PodState> podGone(String name) {
        return new Said<>(
                PodState.TOPIC,
                NODE + "/default/" + name,
                Optional.empty(),
                bus.stamps().next(),
                time.now().wall(),
                "/nodes/n1/node-agent");
    }

    Said<NodeHeartbeat> beat(String what) {
        return said(NodeHeartbeat.TOPIC, NODE, new NodeHeartbeat.Beat(what));
    }

    Said<ContainerEvent> event(String what) {
        return said(
                ContainerEvent.TOPIC,
                NODE,
                new ContainerEvent.Started(what, "u", "c", "id", 0, Instant.EPOCH));
    }

    private <M> Said<M> said(Topic<M> topic, String key, M message) {
        return new Said<>(
                topic,
                key,
                Optional.of(message),
                bus.stamps().next(),
                time.now().wall(),
                "/nodes/n1/node-agent");
    }

    Said<RouteState> route(String node, long epoch, long seq) {
        return fleet(
                RouteState.TOPIC,
                node,
                new RouteState.Route("uid", node + "@" + epoch + "." + seq, List.of()),
                epoch,
                seq);
    }

    Said<NodeDesired> accepts(String clusterId, long seq) {
        return fleet(
                NodeDesired.TOPIC,
                NODE,
                new NodeDesired.Approved(
                        "uid",
                        "uid",
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        false,
                        Optional.of(clusterId),
                        Optional.empty()),
                1,
                seq);
    }

    Said<LeaderState> leads(long epoch) {
        return fleet(
                LeaderState.AUTOSCALER,
                "autoscaler",
                new LeaderState.Leads(epoch, "here"),
                epoch,
                0);
    }

    <M> Said<M> fleet(Topic<M> topic, String key, M message, long epoch, long seq) {
        return new Said<>(
                topic,
                key,
                Optional.of(message),
                new Stamp.ByLeader("autoscaler", epoch, seq),
                time.now().wall(),
                "/fleet");
    }

    <M> Said<M> fleetGone(Topic<M> topic, String key, long epoch, long seq) {
        return new Said<>(
                topic,
                key,
                Optional.empty(),
                new Stamp.ByLeader("autoscaler", epoch, seq),
                time.now().wall(),
                "/fleet");
    }

    /// Writes down what it hears.
    static final class Heeded implements Bus.Listener {
        final List<String> story = new ArrayList<>();

        @Override
        public Future<?> heard(Heard<?> heard) {
            return tell(line(heard));
        }

        private static String line(Heard<?> heard) {
            return heard.key() + " " + heard.message().map(Heeded::told).orElse("gone");
        }

        private static String told(Object message) {
            return switch (message) {
                case PodState.Gone gone -> gone.nodeUid();
                case NodeHeartbeat.Beat beat -> beat.nodeUid();
                case ContainerEvent.Started started -> started.pod();
                case RouteState.Route route -> route.address();
                case ConfigBound.MapBound _ -> "bound";
                default -> message.toString();
            };
        }

        @Override
        public Future<?> caughtUp(CaughtUp caughtUp) {
            return tell(caughtUp.anew() ? "caught up anew" : "caught up");
        }

        @Override
        public Future<?> missing(Missing<?> missing) {
            return tell(missing.key() + " missing");
        }

        @Override
        public Future<?> bus(BusState state) {
            return tell(
                    switch (state) {
                        case BusState.Away _ -> "away";
                        case BusState.Back _ -> "back";
                    });
        }

        @Override
        public Future<?> plane(PlaneSeen plane) {
            return tell(plane.changed() ? "another plane" : "plane");
        }

        private Future<?> tell(String line) {
            story.add(line);
            return Future.succeededFuture();
        }

        /// What was heard since the last time.
        List<String> told() {
            var told = List.copyOf(story);
            story.clear();
            return told;
        }
    }

    private static final class Loud implements FaultHandler {
        @Override
        public void quarantined(String what, Throwable cause) {
            throw new AssertionError(what, cause);
        }

        @Override
        public void stopped(String what, Throwable cause) {
            throw new AssertionError(what, cause);
        }
    }
}
