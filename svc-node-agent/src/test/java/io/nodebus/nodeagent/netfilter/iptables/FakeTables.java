package io.nodebus.nodeagent.netfilter.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Chains as strict as the kernel's: what is jumped to must be there, before and after.
final class FakeTables {
    private final Map<Chain, List<String>> chains = new TreeMap<>();

    void restore(Restore restore) {
        restore.chains()
                .forEach((chain, content) ->
                        content.ifPresentOrElse(
                                rules -> chains.put(chain, List.copyOf(rules)),
                                () -> {
                                    if (chains.remove(chain) == null) {
                                        throw new IllegalStateException("no such chain: " + chain);
                                    }
                                }));
        restore.unjumps().forEach(jump -> rules(jump.from()).remove(jump.rule()));
        restore.jumps().forEach(jump -> rules(jump.from()).addFirst(jump.rule()));
        chains.forEach((chain, rules) -> rules.forEach(rule -> leadsSomewhere(chain, rule)));
    }

    private List<String> rules(Chain chain) {
        return chains.computeIfAbsent(chain, _ -> new ArrayList<>());
    }

    private void leadsSomewhere(Chain chain, String rule) {
        var target = rule.replaceFirst(".*-j (\\S+).*", "$1");
        if (target.startsWith("KUBE-") && !chains.containsKey(new Chain(chain.table(), target))) {
            throw new IllegalStateException(chain + " leads nowhere: " + rule);
        }
    }

    Found found() {
        return new Found(chains);
    }
}
