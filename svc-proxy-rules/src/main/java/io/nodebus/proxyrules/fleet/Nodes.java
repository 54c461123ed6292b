package io.nodebus.proxyrules.fleet;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Which life of each node counts, and whether it answers. Confined to its loop's context, so
/// nothing in it is locked.
public final class Nodes {
    private final Map<String, String> approved = new HashMap<>();
    private final Map<String, Judged> judged = new HashMap<>();

    /// True when its endpoints may have changed.
    boolean desired(Heard<NodeDesired> heard) {
        var before = approved.get(heard.key());
        heard.message()
                .ifPresentOrElse(
                        message -> {
                            switch (message) {
                                case Approved node when node.deletion().isPresent() ->
                                        approved.remove(heard.key());
                                case Approved node -> approved.put(heard.key(), node.nodeUid());
                            }
                        },
                        () -> approved.remove(heard.key()));
        return !Objects.equals(before, approved.get(heard.key()));
    }

    /// True when its endpoints may have changed.
    boolean health(Heard<NodeHealth> heard) {
        var before = answers(heard.key());
        heard.message()
                .ifPresentOrElse(
                        message -> {
                            switch (message) {
                                case Judged verdict -> judged.put(heard.key(), verdict);
                            }
                        },
                        () -> judged.remove(heard.key()));
        return before != answers(heard.key());
    }

    /// Whether this life of the node is the approved one.
    public boolean counts(String node, String nodeUid) {
        return nodeUid.equals(approved.get(node));
    }

    /// Neither Unknown nor Lost. A node nobody judged yet answers: silence of the judge is no
    /// judgement. So does one whose judgement is of another life.
    public boolean answers(String node) {
        var verdict = judged.get(node);
        return verdict == null
                || !verdict.nodeUid().equals(approved.getOrDefault(node, verdict.nodeUid()))
                || verdict.verdict() != Verdict.Unknown && verdict.verdict() != Verdict.Lost;
    }
}
