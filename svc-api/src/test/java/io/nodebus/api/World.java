package io.nodebus.api;

import io.nodebus.api.admission.ClusterIps;
import io.nodebus.api.admission.NodePorts;
import io.nodebus.api.admission.PodCidrs;
import io.nodebus.api.admission.ServiceRanges;
import io.nodebus.api.door.Answer;
import io.nodebus.api.door.Desk;
import io.nodebus.api.door.FrontDoor;
import io.nodebus.api.door.Published;
import io.nodebus.api.door.Request;
import io.nodebus.api.secrets.FleetKeys;
import io.nodebus.api.view.View;
import io.nodebus.api.why.Happenings;
import io.nodebus.api.why.Story;
import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.loop.DecisionLoop;
import io.nodebus.bus.memory.MemoryBus;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// svc-api alone in virtual time, without HTTP: the test is everybody else.
final class World {
    static final FleetKeys KEYS = FleetKeys.of("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    /// So few that it can be seen how they run out.
    private static final ServiceRanges RANGES =
            new ServiceRanges(ClusterIps.of("10.96.0.0/28"), NodePorts.of("30000-30003"));

    private static final String SERVICE = "api";

    private final VirtualTime time = new VirtualTime();
    private final MemoryBus memory = new MemoryBus(4, time);
    private final Map<String, Long> seqs = new HashMap<>();
    private final Consumer<Answer> answers;
    private final boolean autoApprove;
    private DecisionLoop<Desk> loop;
    private long epoch;

    /// @param says is given every record that svc-api says
    World(Consumer<Heard<?>> says, Consumer<Answer> answers, boolean autoApprove) {
        this.answers = answers;
        this.autoApprove = autoApprove;
        memory.hear(
                Set.of(
                        Bus.Ear.all(PodDesired.TOPIC),
                        Bus.Ear.all(NodeDesired.TOPIC),
                        Bus.Ear.all(ConfigDesired.TOPIC),
                        Bus.Ear.all(ConfigBound.TOPIC),
                        Bus.Ear.all(ServiceDesired.TOPIC),
                        Bus.Ear.all(EndpointSliceDesired.TOPIC),
                        Bus.Ear.all(DecisionRecord.API)),
                new Recorder(says));
        loop = begin();
    }

    private DecisionLoop<Desk> begin() {
        epoch++;
        var start = View.firstOf(epoch, 0);
        var door = new FrontDoor(PodCidrs.of("10.64.0.0/16"), RANGES, autoApprove, KEYS);
        var begun =
                Hearing.loop(
                                memory,
                                stamps(),
                                door,
                                () ->
                                        new Desk(
                                                new View(start, 100, 100),
                                                new Story(100),
                                                new Happenings(100)))
                        .acts(Answer.class, (answer, _) -> answers.accept(answer))
                        .acts(Published.class, (_, _) -> {});
        begun.begin(time);
        time.settle();
        return begun;
    }

    private Stamps stamps() {
        var leads = epoch;
        return () -> new ByLeader(SERVICE, leads, seq(SERVICE + leads));
    }

    private long seq(String writer) {
        return seqs.merge(writer, 1L, Long::sum);
    }

    /// Another instance takes over: it knows nothing but what is on the topics.
    void takeOver() {
        loop.stop();
        loop = begin();
    }

    <T> T look(Function<Desk, T> what) {
        var look = loop.look(what);
        time.settle();
        return look.result();
    }

    void ask(Request request) {
        loop.tell(request);
        time.settle();
    }

    <M> void autoscaler(Topic<M> topic, String key, Optional<M> message) {
        say(topic, key, message, new ByLeader("autoscaler", 1, seq("autoscaler")));
    }

    <M> void node(String nodeUid, Topic<M> topic, String key, Optional<M> message) {
        say(topic, key, message, new Stamp.ByNode(nodeUid, 1, seq(nodeUid)));
    }

    private <M> void say(Topic<M> topic, String key, Optional<M> message, Stamp stamp) {
        memory.say(List.of(new Said<>(topic, key, message, stamp, time.now().wall(), "/the/test")));
        time.settle();
    }

    /// The first record of a wanted pod comes once more, behind all others.
    void repeat(String pod) {
        memory.say(
                memory.records(PodDesired.TOPIC).stream()
                        .filter(said -> said.key().equals(pod))
                        .limit(1)
                        .<Said<?>>map(said -> said)
                        .toList());
        time.settle();
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    VirtualTime time() {
        return time;
    }

    private record Recorder(Consumer<Heard<?>> says) implements Bus.Listener {
        @Override
        public Future<?> heard(Heard<?> heard) {
            says.accept(heard);
            return Future.succeededFuture();
        }
    }
}
