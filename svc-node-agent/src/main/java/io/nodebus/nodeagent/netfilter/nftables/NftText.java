package io.nodebus.nodeagent.netfilter.nftables;

import static java.util.stream.Collectors.joining;

import io.nodebus.nodeagent.netfilter.nftables.ElementChange.AddElement;
import io.nodebus.nodeagent.netfilter.nftables.ElementChange.RemoveElement;
import java.util.ArrayList;
import java.util.List;

/// A transaction as nft reads it.
public final class NftText {
    /// nft's own parser slows down on endless lines.
    private static final int MOST_IN_A_COMMAND = 1_000;

    private NftText() {}

    /// Neighbours of one kind and set share a command; the order is kept.
    public static String of(String table, Transaction transaction) {
        var text = new StringBuilder();
        var run = new ArrayList<ElementChange>();
        for (var part : transaction.parts()) {
            for (var change : part.changes()) {
                if (!run.isEmpty() && !continues(run, change)) {
                    text.append(command(table, run));
                    run.clear();
                }
                run.add(change);
            }
        }
        return run.isEmpty() ? text.toString() : text.append(command(table, run)).toString();
    }

    private static boolean continues(List<ElementChange> run, ElementChange next) {
        var last = run.getLast();
        return last.getClass() == next.getClass()
                && last.at().set().equals(next.at().set())
                && run.size() < MOST_IN_A_COMMAND;
    }

    private static String command(String table, List<ElementChange> run) {
        var verb =
                switch (run.getFirst()) {
                    case AddElement _ -> "add";
                    case RemoveElement _ -> "delete";
                };
        return "%s element %s %s { %s }%n"
                .formatted(
                        verb,
                        table,
                        run.getFirst().at().set(),
                        run.stream().map(NftText::element).collect(joining(", ")));
    }

    private static String element(ElementChange change) {
        return switch (change) {
            case AddElement(var element) ->
                    ElementKey.concatenated(element.at().key())
                            + (element.comment().isEmpty()
                                    ? ""
                                    : " comment \"" + element.comment() + "\"")
                            + (element.value().isEmpty()
                                    ? ""
                                    : " : " + ElementKey.concatenated(element.value()));
            case RemoveElement(var at) -> ElementKey.concatenated(at.key());
        };
    }
}
