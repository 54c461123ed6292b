package io.nodebus.autoscaler.placement;

import io.nodebus.autoscaler.fit.Fit;
import io.nodebus.autoscaler.fleet.Ask;
import io.nodebus.autoscaler.fleet.Node;
import io.nodebus.autoscaler.fleet.Nodes;
import io.nodebus.autoscaler.fleet.Nodes.Rank;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The nodes a pod may be placed on, least allocated first. The first that fits is taken, so a
/// placement costs as much as the nodes it is refused by, and not the fleet.
final class Candidates {
    private final Nodes nodes;
    private final NavigableSet<Rank> ranks;
    private final boolean everybody;

    private Candidates(Nodes nodes, NavigableSet<Rank> ranks, boolean everybody) {
        this.nodes = nodes;
        this.ranks = ranks;
        this.everybody = everybody;
    }

    /// Every open node.
    static Candidates all(Nodes nodes) {
        return new Candidates(nodes, nodes.open(), true);
    }

    /// Only these, if they are open.
    static Candidates only(Nodes nodes, List<Node> some) {
        var ranks =
                some.stream()
                        .filter(Node::isOpen)
                        .map(Rank::of)
                        .collect(Collectors.toCollection(TreeSet::new));
        return new Candidates(nodes, ranks, false);
    }

    /// @param refused how many less allocated nodes do not fit
    record Choice(Node node, int refused) {}

    Optional<Choice> leastAllocated(Ask ask) {
        var refused = 0;
        for (var rank : ranks) {
            var node = nodes.node(rank.node());
            if (Fit.refusal(ask, node).isEmpty()) {
                return Optional.of(new Choice(node, refused));
            }
            refused++;
        }
        return Optional.empty();
    }

    /// A pod was placed on a node: it is more allocated than it was.
    void filled(Node before) {
        if (!everybody) {
            ranks.remove(Rank.of(before));
            ranks.add(Rank.of(nodes.node(before.name())));
        }
    }
}
