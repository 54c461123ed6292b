package io.nodebus.bus.loop;

import io.nodebus.bus.Said;
import io.nodebus.bus.Stamps;
import io.nodebus.bus.clock.Timekeeper;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Sleep;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Moment;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Carries out the commands of one decision in their order: what is said before an order is durable
/// before the order is carried out.
final class Hands {
    private final Wiring<?> wiring;
    private final Timekeeper time;
    private final Timers timers;
    private final Spoken spoken;
    private final Consumer<Object> tell;

    Hands(Wiring<?> wiring, Timekeeper time, Timers timers, Spoken spoken, Consumer<Object> tell) {
        this.wiring = wiring;
        this.time = time;
        this.timers = timers;
        this.spoken = spoken;
        this.tell = tell;
    }

    /// Completes on the loop's context when everything said is durable and every edge has been
    /// asked.
    Future<Void> carryOut(List<Command> commands, Stamps stamps, Moment at) {
        var says = new ArrayList<Said<?>>();
        for (var i = 0; i < commands.size(); i++) {
            switch (commands.get(i)) {
                case Say<?> say -> says.add(said(say, stamps, at));
                case Wake(var timer, var after) -> timers.wake(timer, after);
                case Sleep(var timer) -> timers.sleep(timer);
                case Act _ when !says.isEmpty() -> {
                    var rest = commands.subList(i, commands.size());
                    return say(says).compose(_ -> carryOut(rest, stamps, at));
                }
                case Act(var order) -> wiring.edges.carryOut(order, tell);
            }
        }
        return say(says);
    }

    /// Timers are the loop's own affair and run in every mode.
    void onlyTimers(List<Command> commands) {
        for (var command : commands) {
            switch (command) {
                case Wake(var timer, var after) -> timers.wake(timer, after);
                case Sleep(var timer) -> timers.sleep(timer);
                case Say<?> _, Act _ -> {}
            }
        }
    }

    /// Whether there is more to carry out than timers.
    static boolean wantMore(List<Command> commands) {
        return commands.stream()
                .anyMatch(command -> command instanceof Say<?> || command instanceof Act);
    }

    private <M> Said<M> said(Say<M> say, Stamps stamps, Moment at) {
        return new Said<>(
                say.topic(), say.key(), say.message(), stamps.next(), at.wall(), wiring.source);
    }

    private Future<Void> say(List<Said<?>> says) {
        wiring.meters.said(says);
        says.stream().filter(said -> wiring.isOwned(said.topic())).forEach(spoken::said);
        return says.isEmpty() ? Future.succeededFuture() : time.here(wiring.bus.say(says));
    }
}
