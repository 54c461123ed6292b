package io.nodebus.api.door;

import io.nodebus.api.door.Answer.Outcome;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Sleep;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// One decision in the making.
final class Step {
    private final Desk desk;
    private final Moment at;
    private final long version;
    private final long happened;
    private final List<Command> commands = new ArrayList<>();

    Step(Desk desk, Moment at) {
        this.desk = desk;
        this.at = at;
        this.version = desk.view().version();
        this.happened = desk.happenings().next();
    }

    Desk desk() {
        return desk;
    }

    Instant now() {
        return at.wall();
    }

    Moment at() {
        return at;
    }

    /// Whether anything may be written: everything has been read, and the plane is ours.
    boolean mayWrite() {
        return desk.mayWrite();
    }

    void add(Command command) {
        commands.add(command);
    }

    void addAll(List<Command> more) {
        more.forEach(this::add);
    }

    void answer(long number, Outcome outcome) {
        if (number != Request.NOBODY) {
            add(new Act(new Answer(number, outcome)));
        }
    }

    /// Says why, where `why` finds it.
    void decided(String object, String uid, Because because) {
        add(Say.that(DecisionRecord.API, object, new Decided(object, uid, now(), because)));
    }

    Decision<Desk> done() {
        return done(desk);
    }

    /// Nothing is said while it is not known what is there, or by whom.
    ///
    /// @param next the desk from now on
    Decision<Desk> done(Desk next) {
        var allowed = new ArrayList<Command>();
        for (var command : commands) {
            switch (command) {
                case Say<?> say -> {
                    if (next.mayWrite()) {
                        allowed.add(say);
                    }
                }
                case Act _, Wake _, Sleep _ -> allowed.add(command);
            }
        }
        if (desk.view().version() != version || desk.happenings().next() != happened) {
            allowed.add(new Act(new Published()));
        }
        return new Decision<>(next, allowed);
    }
}
