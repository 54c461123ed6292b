package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.nodeagent.netfilter.iptables.Chain;
import io.nodebus.nodeagent.netfilter.iptables.Found;
import io.nodebus.nodeagent.netfilter.iptables.Restore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Puts a rule among those of one Service that is refused.
record RefusingTables(Tables tables, String service, String rule) implements Tables {
    @Override
    public Answer restore(Restore restore) {
        return tables.restore(spoiled(restore));
    }

    @Override
    public Answer test(Restore restore) {
        return tables.test(spoiled(restore));
    }

    private Restore spoiled(Restore restore) {
        var chains = new TreeMap<Chain, Optional<List<String>>>();
        restore.chains().forEach((chain, rules) -> chains.put(chain, rules.map(this::spoiled)));
        return new Restore(chains, restore.jumps(), restore.unjumps());
    }

    private List<String> spoiled(List<String> rules) {
        var spoiled = new ArrayList<>(rules);
        if (rules.stream().anyMatch(each -> each.contains(service + ":"))) {
            spoiled.addFirst(rule);
        }
        return spoiled;
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
