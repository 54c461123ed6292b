package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.iptables.Chain;
import io.nodebus.nodeagent.netfilter.iptables.Found;
import io.nodebus.nodeagent.netfilter.iptables.Frame.Jump;
import io.nodebus.nodeagent.netfilter.iptables.Restore;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// After so many tables nothing is written any more, as when the agent was killed there: within a
/// restore that may be between two tables.
final class DyingTables implements Tables {
    private final Tables tables;
    private int left;

    DyingTables(Tables tables, int left) {
        this.tables = tables;
        this.left = left;
    }

    @Override
    public Answer restore(Restore restore) {
        for (var table : Chain.In.values()) {
            var part = part(restore, table);
            if (!part.isEmpty()) {
                alive();
                if (tables.restore(part) instanceof Answer.Refused refused) {
                    return refused;
                }
            }
        }
        return new Answer.Done();
    }

    private void alive() {
        if (left-- <= 0) {
            throw new KernelFailure("killed");
        }
    }

    private static Restore part(Restore restore, Chain.In table) {
        var chains = new TreeMap<Chain, Optional<List<String>>>(restore.chains());
        chains.keySet().removeIf(chain -> chain.table() != table);
        return new Restore(chains, jumps(restore.jumps(), table), jumps(restore.unjumps(), table));
    }

    private static List<Jump> jumps(List<Jump> jumps, Chain.In table) {
        return jumps.stream().filter(jump -> jump.from().table() == table).toList();
    }

    @Override
    public Answer test(Restore restore) {
        return tables.test(restore);
    }

    @Override
    public Found read() {
        return tables.read();
    }

    @Override
    public boolean isTouched() {
        return tables.isTouched();
    }

    @Override
    public void close() {
        tables.close();
    }
}
