package io.nodebus.nodeagent.work;

import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Sleep;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What one message leads to, while it is being decided on.
///
/// Orders come first: what they do is found again in the runtime, so nothing is lost when the agent
/// dies before it could say so, and a restart does not wait for the bus.
final class Turn {
    private final ThisNode node;
    private final Moment at;
    private final List<Command> orders = new ArrayList<>();
    private final List<Command> timers = new ArrayList<>();
    private final List<Command> says = new ArrayList<>();

    Turn(ThisNode node, Moment at) {
        this.node = node;
        this.at = at;
    }

    ThisNode node() {
        return node;
    }

    /// Monotonic.
    Duration now() {
        return at.since();
    }

    Instant wall() {
        return at.wall();
    }

    void order(PodOrder order) {
        orders.add(new Act(order));
    }

    void wake(String timer, Duration when) {
        timers.add(new Wake(timer, when.compareTo(now()) > 0 ? when.minus(now()) : Duration.ZERO));
    }

    void sleep(String timer) {
        timers.add(new Sleep(timer));
    }

    void say(Say<?> say) {
        says.add(say);
    }

    void happened(ContainerEvent event) {
        say(Say.that(ContainerEvent.TOPIC, node.name(), event));
    }

    /// Tells why, and has the pod tell it too.
    PodWork decided(PodWork pod, Because because) {
        decided("pod/" + pod.key(), pod.uid(), because);
        return pod.because(because);
    }

    void decided(String object, String uid, Because because) {
        say(
                Say.that(
                        DecisionRecord.NODES,
                        node.name() + "/" + object,
                        new Decided(object, uid, wall(), because)));
    }

    List<Command> commands() {
        var all = new ArrayList<>(orders);
        all.addAll(timers);
        all.addAll(says);
        return all;
    }
}
