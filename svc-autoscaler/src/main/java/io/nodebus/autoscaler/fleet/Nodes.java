package io.nodebus.autoscaler.fleet;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// All nodes by name, the open ones ordered by how little of them is asked for, and which changed
/// since somebody looked.
public final class Nodes {
    private final NavigableMap<String, Node> byName = new TreeMap<>();
    private final NavigableSet<Rank> open = new TreeSet<>();
    private final NavigableSet<String> touched = new TreeSet<>();
    private final NavigableSet<String> grown = new TreeSet<>();
    private final NavigableSet<String> reapproved = new TreeSet<>();

    /// The order in which nodes are offered a pod.
    public record Rank(long share, String node) implements Comparable<Rank> {
        @Override
        public int compareTo(Rank other) {
            var byShare = Long.compare(share, other.share);
            return byShare != 0 ? byShare : node.compareTo(other.node);
        }

        public static Rank of(Node node) {
            return new Rank(node.share(), node.name());
        }
    }

    public Node node(String name) {
        return byName.getOrDefault(name, Node.unheard(name));
    }

    public List<Node> all() {
        return List.copyOf(byName.values());
    }

    /// Those people or their agents speak of, in the order of their names.
    public List<Node> known() {
        return byName.values().stream()
                .filter(node -> node.approved().isPresent() || !node.lives().isEmpty())
                .toList();
    }

    /// The open ones, least allocated first. Changes under the reader's hands.
    public NavigableSet<Rank> open() {
        return Collections.unmodifiableNavigableSet(open);
    }

    public boolean isOver(Place place) {
        return node(place.node()).isOver(place.nodeUid());
    }

    /// What people decided about a node.
    public void desired(Heard<NodeDesired> heard) {
        var before = node(heard.key());
        var after =
                heard.message()
                        .map(desired ->
                                switch (desired) {
                                    case NodeDesired.Approved approved ->
                                            before.with(
                                                    new Noted<>(approved, heard.evidence()),
                                                    heard.at().since());
                                })
                        .orElseGet(before::unapproved);
        put(after);
        reapproved.add(heard.key());
    }

    /// What a node says about itself.
    ///
    /// @param live false when it is only being read back
    public void state(Heard<NodeState> heard, boolean live) {
        var before = node(heard.key());
        var after =
                heard.message()
                        .map(state ->
                                switch (state) {
                                    case NodeState.Registered registered ->
                                            before.registered(
                                                    registered.nodeUid(),
                                                    new Noted<>(registered, heard.evidence()));
                                })
                        .orElseGet(before::unregistered);
        put(after);
        if (live) {
            heard.message().ifPresent(state -> sign(heard, state.nodeUid()));
        }
    }

    /// A node says that it is there. Nothing else changes, so it is looked at only if it was not
    /// believed to be well.
    public void beat(Heard<NodeHeartbeat> heard) {
        heard.message().map(NodeHeartbeat::nodeUid).ifPresent(nodeUid -> sign(heard, nodeUid));
    }

    private void sign(Heard<?> heard, String nodeUid) {
        var node =
                node(heard.key())
                        .living(nodeUid, life -> life.signed(heard.at().since(), heard.evidence()));
        byName.put(node.name(), node);
        var well = node.isHeard() && node.judged().orElseThrow().nodeUid().equals(nodeUid);
        if (!well) {
            touched.add(node.name());
        }
    }

    /// What was judged of a node by whoever decided before.
    public void health(Heard<NodeHealth> heard) {
        var node = node(heard.key());
        put(
                heard.message()
                        .map(health ->
                                switch (health) {
                                    case NodeHealth.Judged judged ->
                                            node.with(new Judgement(judged, heard.at().since()));
                                })
                        .orElseGet(node::unjudged));
    }

    /// A node was judged: what waits for a place is looked at again.
    public void judge(Node node) {
        set(node);
        grown.add(node.name());
    }

    /// A node is another now: it is judged again.
    private void put(Node node) {
        set(node);
        touched.add(node.name());
        grown.add(node.name());
    }

    /// What pods ask of a node changes.
    void use(String name, Amounts less, Amounts more) {
        if (!less.equals(more)) {
            var node = node(name);
            set(node.using(node.used().minus(less).plus(more)));
            if (!less.equals(Amounts.NONE)) {
                grown.add(name);
            }
        }
    }

    private void set(Node node) {
        var before = byName.get(node.name());
        if (before != null && before.isOpen()) {
            open.remove(Rank.of(before));
        }
        if (node.isForgotten()) {
            byName.remove(node.name());
            return;
        }
        byName.put(node.name(), node);
        if (node.isOpen()) {
            open.add(Rank.of(node));
        }
    }

    public void touchAll() {
        touched.addAll(byName.keySet());
        grown.addAll(byName.keySet());
        reapproved.addAll(byName.keySet());
    }

    /// Those that changed, once.
    public List<Node> takeTouched() {
        return take(touched).stream().map(this::node).toList();
    }

    /// Those that may have room now that they had not, once. Some of them may be closed.
    public List<Node> takeGrown() {
        return take(grown).stream().map(this::node).toList();
    }

    /// Those people decided about, once.
    public Collection<String> takeReapproved() {
        return take(reapproved);
    }

    private static List<String> take(NavigableSet<String> names) {
        var all = new ArrayList<>(names);
        names.clear();
        return all;
    }
}
