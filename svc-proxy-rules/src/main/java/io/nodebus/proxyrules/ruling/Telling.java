package io.nodebus.proxyrules.ruling;

import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.Service;
import io.nodebus.proxyrules.fleet.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What differs from what was said is said. May be repeated without harm: records are whole.
public final class Telling {
    private Telling() {}

    /// Rules a Service, remembers what is said of it now, and asks for it to be said.
    ///
    /// @param evidence the record because of which it is looked at
    public static List<Command> tell(
            Fleet fleet, String key, Moment at, Optional<Evidence> evidence) {
        var ruling = Rules.of(fleet, key);
        var commands = new ArrayList<Command>();
        rules(fleet, key, ruling, commands);
        name(fleet, key, ruling, commands);
        if (!commands.isEmpty() && ruling.refusal().filter(ruling.because()::equals).isEmpty()) {
            commands.add(decided(fleet, key, at, ruling.because(), evidence));
        }
        refusal(fleet, key, ruling, at, evidence, commands);
        return commands;
    }

    private static void rules(Fleet fleet, String key, Ruling ruling, List<Command> commands) {
        var before = fleet.said().rules(key);
        ruling.rules()
                .forEach((each, record) -> {
                    if (!record.equals(before.get(each))) {
                        commands.add(Say.that(RuleState.TOPIC, each, record));
                    }
                });
        before.keySet().stream()
                .filter(each -> !ruling.rules().containsKey(each))
                .sorted()
                .forEach(each -> commands.add(Say.gone(RuleState.TOPIC, each)));
        fleet.said().rules(key, ruling.rules());
    }

    private static void name(Fleet fleet, String key, Ruling ruling, List<Command> commands) {
        if (!ruling.name().equals(fleet.said().name(key))) {
            commands.add(new Say<>(NameState.TOPIC, key, ruling.name()));
            fleet.said().name(key, ruling.name());
        }
    }

    /// A refusal is told once, and not again while it stays the same.
    private static void refusal(
            Fleet fleet,
            String key,
            Ruling ruling,
            Moment at,
            Optional<Evidence> evidence,
            List<Command> commands) {
        if (!ruling.refusal().equals(fleet.said().refusal(key))) {
            ruling.refusal().ifPresent(why -> commands.add(decided(fleet, key, at, why, evidence)));
            fleet.said().refusal(key, ruling.refusal());
        }
    }

    private static Command decided(
            Fleet fleet, String key, Moment at, Because because, Optional<Evidence> evidence) {
        var object = "service/" + key;
        var uid = fleet.service(key).map(Service::metadata).flatMap(meta -> meta.uid()).orElse("");
        return Say.that(
                DecisionRecord.RULES,
                object,
                new Decided(
                        object,
                        uid,
                        at.wall(),
                        new Because(
                                because.reason(),
                                because.message(),
                                because.figures(),
                                evidence.stream().toList())));
    }
}
