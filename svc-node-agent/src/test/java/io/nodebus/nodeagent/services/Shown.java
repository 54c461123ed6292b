package io.nodebus.nodeagent.services;

import static java.util.stream.Collectors.joining;

import io.nodebus.bus.decide.Command;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.rules.Choice;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RulesApplied;
import io.nodebus.nodeagent.netfilter.PortPlan;
import java.util.List;
import java.util.stream.Stream;

/// Commands as lines a person can read.
final class Shown {
    private Shown() {}

    static List<String> command(Command command) {
        return switch (command) {
            case Command.Act(var order) -> order((ServiceOrder) order);
            case Command.Wake(var timer, var after) -> List.of("wake " + timer + " " + after);
            case Command.Sleep(var timer) -> List.of("sleep " + timer);
            case Command.Say<?> say ->
                    List.of("say " + say.topic().kind() + " " + said(say.message().orElseThrow()));
        };
    }

    private static List<String> order(ServiceOrder order) {
        return switch (order) {
            case ServiceOrder.Load(_, var wanted) ->
                    Stream.concat(
                                    Stream.of("load"),
                                    wanted.entrySet().stream()
                                            .map(it -> "  " + plan(it.getKey(), it.getValue())))
                            .toList();
            case ServiceOrder.Commit(_, var changes) ->
                    Stream.of(
                                    Stream.of("commit"),
                                    changes.changed().entrySet().stream()
                                            .map(it -> "  " + plan(it.getKey(), it.getValue())),
                                    changes.gone().stream().map(it -> "  gone " + it))
                            .flatMap(it -> it)
                            .toList();
            case ServiceOrder.Repair _ -> List.of("repair");
        };
    }

    static String plan(String prefix, PortPlan plan) {
        return "%s %s%s%s%s%s"
                .formatted(
                        prefix,
                        plan.clusterIp().orElse("-"),
                        plan.portName().isEmpty() ? "" : " " + plan.portName(),
                        plan.affinitySeconds().map(it -> " affinity=" + it).orElse(""),
                        " " + choice(plan.internal()),
                        plan.nodePort()
                                .map(it ->
                                        " %d %s %s anywhere %s"
                                                .formatted(
                                                        it,
                                                        plan.externalPolicy(),
                                                        choice(plan.external()),
                                                        choice(plan.anywhere())))
                                .orElse(""));
    }

    private static String choice(Choice choice) {
        return switch (choice) {
            case Choice.Among(var endpoints) ->
                    endpoints.stream().map(RuleEndpoint::target).collect(joining(", ", "[", "]"));
            case Choice.Reject _ -> "reject";
            case Choice.Drop _ -> "drop";
        };
    }

    private static String said(Object message) {
        return switch (message) {
            case Decided(var object, _, _, var because) ->
                    "%s %s: %s %s"
                            .formatted(
                                    object, because.reason(), because.message(), because.figures());
            case RulesApplied.Applied(
                            _,
                            var mode,
                            var ports,
                            var micros,
                            var heard,
                            var changes,
                            var others) ->
                    "applied %s ports=%d micros=%d heard=%d %s%s"
                            .formatted(
                                    mode,
                                    ports,
                                    micros,
                                    heard,
                                    changes.stream().map(Shown::change).toList(),
                                    others == 0 ? "" : " and " + others);
            case RulesApplied.Rejected(_, var mode, var change, var because) ->
                    "rejected %s %s: %s".formatted(mode, change(change), because.message());
            default -> throw new AssertionError("not said here: " + message);
        };
    }

    private static String change(RulesApplied.Change change) {
        return change.service() + "@" + change.epoch() + "/" + change.generation();
    }
}
