package io.nodebus.nodeagent.netfilter.iptables;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.nodeagent.netfilter.iptables.Chain.In;
import io.nodebus.nodeagent.netfilter.iptables.Frame.Jump;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run of `iptables-restore --noflush`. A chain that is in it is as written afterwards, all
/// others stay. What it does to one table becomes true at once; the tables follow each other.
///
/// @param chains what is in a chain afterwards; empty when there is no such chain any more
/// @param jumps to be put first in their chains, one after the other
/// @param unjumps rules of the kernel's own chains that go
public record Restore(
        Map<Chain, Optional<List<String>>> chains, List<Jump> jumps, List<Jump> unjumps) {
    public Restore {
        chains = Sorted.copy(chains);
        jumps = List.copyOf(jumps);
        unjumps = List.copyOf(unjumps);
    }

    public boolean isEmpty() {
        return chains.isEmpty() && jumps.isEmpty() && unjumps.isEmpty();
    }

    /// Rules written, and chains and rules removed.
    public int operations() {
        return chains.values().stream().mapToInt(rules -> rules.map(List::size).orElse(1)).sum()
                + jumps.size()
                + unjumps.size();
    }

    /// Empty when there is nothing to do.
    public String text() {
        var text = new StringBuilder();
        for (var table : In.values()) {
            var body = body(table);
            if (!body.isEmpty()) {
                text.append('*').append(table.word()).append('\n').append(body).append("COMMIT\n");
            }
        }
        return text.toString();
    }

    private String body(In table) {
        var body = new StringBuilder();
        var rules = new StringBuilder();
        var removed = new StringBuilder();
        chains.forEach((chain, content) -> {
            if (chain.table() == table) {
                body.append(':').append(chain.name()).append(" - [0:0]\n");
                content.ifPresentOrElse(
                        lines ->
                                lines.forEach(line ->
                                        rules.append("-A ")
                                                .append(chain.name())
                                                .append(' ')
                                                .append(line)
                                                .append('\n')),
                        () -> removed.append("-X ").append(chain.name()).append('\n'));
            }
        });
        for (var jump : unjumps) {
            if (jump.from().table() == table) {
                body.append("-D %s %s\n".formatted(jump.from().name(), jump.rule()));
            }
        }
        body.append(rules);
        for (var jump : jumps) {
            if (jump.from().table() == table) {
                body.append("-I %s %s\n".formatted(jump.from().name(), jump.rule()));
            }
        }
        return body.append(removed).toString();
    }
}
