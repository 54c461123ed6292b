package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeState.Registered;
import io.nodebus.contracts.node.Taint;
import io.nodebus.contracts.pod.TaintEffect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A node: what people decided, what its agent says, what is thought of it. A node that nobody
/// approved is seen too, or nobody could.
///
/// @param firstSeen when it was first heard of, for a node without approval
public record NodeSeen(
        String name,
        Optional<Approved> wanted,
        Optional<Registered> registered,
        Optional<Judged> judged,
        Instant firstSeen,
        Versions versions)
        implements Seen {
    public static final String ZONE = "topology.kubernetes.io/zone";
    public static final String CORDONED = "node.kubernetes.io/unschedulable";

    @Override
    public Resource resource() {
        return Resource.NODES;
    }

    @Override
    public String namespace() {
        return "";
    }

    @Override
    public String uid() {
        return wanted.map(Approved::uid).or(() -> registered.map(Registered::nodeUid)).orElse("");
    }

    /// What its agent says, if the agent is the one that was approved. Another life's word does not
    /// count.
    public Optional<Registered> approved() {
        return registered.filter(
                node -> wanted.filter(w -> w.nodeUid().equals(node.nodeUid())).isPresent());
    }

    /// A life that waits for approval.
    public Optional<Registered> waiting() {
        return registered.filter(_ -> approved().isEmpty());
    }

    /// Verdict on the life that counts.
    public Optional<Judged> health() {
        return judged.filter(
                verdict -> wanted.filter(w -> w.nodeUid().equals(verdict.nodeUid())).isPresent());
    }

    public boolean cordoned() {
        return wanted.map(Approved::unschedulable).orElse(false);
    }

    /// The agent's labels and people's; people's win.
    @Override
    public Map<String, String> labels() {
        var labels = new TreeMap<String, String>();
        registered.ifPresent(node -> labels.putAll(node.labels()));
        wanted.ifPresent(w -> {
            w.zone().ifPresent(zone -> labels.put(ZONE, zone));
            labels.putAll(w.labels());
        });
        return labels;
    }

    /// The agent's taints, people's, and the one that stands for a cordon.
    public List<Taint> taints() {
        var taints = new ArrayList<Taint>();
        registered.ifPresent(node -> taints.addAll(node.taints()));
        wanted.ifPresent(w ->
                w.taints().stream().filter(taint -> !taints.contains(taint)).forEach(taints::add));
        if (cordoned()) {
            taints.add(new Taint(CORDONED, Optional.empty(), TaintEffect.NoSchedule));
        }
        return taints;
    }

    /// A node that is there because people said so, and for no other reason.
    public static NodeSeen expected(String name, Approved wanted) {
        return new NodeSeen(
                name,
                Optional.of(wanted),
                Optional.empty(),
                Optional.empty(),
                wanted.createdAt(),
                Versions.NONE);
    }

    /// The same if people decided otherwise.
    public NodeSeen wanting(Approved other) {
        return new NodeSeen(name, Optional.of(other), registered, judged, firstSeen, versions);
    }

    @Override
    public NodeSeen with(Versions newer) {
        return new NodeSeen(name, wanted, registered, judged, firstSeen, newer);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return before instanceof NodeSeen node && node.wanted.equals(wanted);
    }

    @Override
    public Optional<String> field(String path) {
        return switch (path) {
            case "metadata.name" -> Optional.of(name);
            case "spec.unschedulable" -> Optional.of(Boolean.toString(cordoned()));
            default -> Optional.empty();
        };
    }
}
