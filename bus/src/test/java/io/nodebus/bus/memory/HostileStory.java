package io.nodebus.bus.memory;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.Samples;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.hostile.Hostility;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Six nodes say routes, take them back and beat, on a bus with an enemy, and somebody writes down
/// what he hears.
final class HostileStory implements Bus.Listener {
    private static final int STEPS = 300;
    private static final int NODES = 6;

    final VirtualTime time = new VirtualTime();
    final MemoryBus bus;
    final List<Said<?>> said = new ArrayList<>();
    final List<Heard<?>> heard = new ArrayList<>();
    final List<String> story = new ArrayList<>();

    HostileStory(Hostility hostility) {
        bus = new MemoryBus(4, time, hostility);
        bus.hear(Set.of(Bus.Ear.all(RouteState.TOPIC), Bus.Ear.all(NodeHeartbeat.TOPIC)), this);
        time.settle();
        for (var step = 1; step <= STEPS; step++) {
            say(step);
            time.pass(Duration.ofSeconds(3));
        }
        bus.rests();
        time.pass(Duration.ofMinutes(10));
    }

    private void say(int step) {
        var node = "n" + step % NODES;
        say(Samples.beat(node, step));
        say(step % 5 == 0 ? Samples.routeGone(node, step) : Samples.route(node, step, "a" + step));
    }

    private void say(Said<?> record) {
        said.add(record);
        bus.say(List.of(record));
    }

    @Override
    public Future<?> heard(Heard<?> record) {
        heard.add(record);
        return tell("%s %s".formatted(record.topic().kind(), record.stamp().id()));
    }

    @Override
    public Future<?> overtaken(Heard<?> older) {
        return tell("overtaken " + older.stamp().id());
    }

    @Override
    public Future<?> caughtUp(CaughtUp caughtUp) {
        return tell(caughtUp.anew() ? "caught up anew" : "caught up");
    }

    @Override
    public Future<?> missing(Missing<?> missing) {
        return tell("missing " + missing.key());
    }

    @Override
    public Future<?> bus(BusState state) {
        return tell(state instanceof BusState.Away ? "away" : "back");
    }

    @Override
    public Future<?> plane(PlaneSeen plane) {
        return tell((plane.changed() ? "another plane " : "plane ") + plane.plane().clusterId());
    }

    private Future<?> tell(String line) {
        story.add("%s %s".formatted(time.now().since(), line));
        return Future.succeededFuture();
    }

    boolean tells(String line) {
        return story.stream().anyMatch(told -> told.contains(" " + line));
    }
}
