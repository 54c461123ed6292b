package io.nodebus.autoscaler.fleet;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeState.Registered;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One node by name. Immutable; every change returns a new one.
///
/// @param approved what people decided about it
/// @param lives by nodeUid: the approved one, and strangers that speak under its name
/// @param judgement the newest judgement of its health
/// @param knownSince when the approval of its present life was heard, in monotonic time
/// @param offer of its approved life, once that registered
/// @param used what pods bound here ask for that may still run
public record Node(
        String name,
        Optional<Noted<Approved>> approved,
        Map<String, Life> lives,
        Optional<Judgement> judgement,
        Duration knownSince,
        Optional<Offer> offer,
        Amounts used) {
    private static final int MOST_STRANGERS = 2;
    private static final long WHOLE = 1_000_000;

    public Node {
        lives = Sorted.asWritten(lives);
    }

    static Node unheard(String name) {
        return new Node(
                name,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                Amounts.NONE);
    }

    /// The life that counts.
    public Optional<Life> life() {
        return approved.flatMap(
                desired -> Optional.ofNullable(lives.get(desired.record().nodeUid())));
    }

    /// The life that speaks under this name and is not approved; the one heard last, if several do.
    public Optional<Life> stranger() {
        return lives.values().stream()
                .filter(life -> !isApproved(life.nodeUid()))
                .max(Comparator.comparing(life -> life.sign().orElse(Duration.ZERO)));
    }

    /// What the life that counts says about itself.
    public Optional<Noted<Registered>> registered() {
        return life().flatMap(Life::registered);
    }

    /// What was judged of the life that counts.
    public Optional<Judged> judged() {
        return judgement.map(Judgement::judged).filter(judged -> isApproved(judged.nodeUid()));
    }

    /// True when a life is approved under this name. A name may be expected before anybody came.
    public boolean isTaken() {
        return approved.filter(desired -> !desired.record().nodeUid().isEmpty()).isPresent();
    }

    /// True when people said that this node is no more.
    public boolean isRemoved() {
        return approved.flatMap(desired -> desired.record().deletion()).isPresent();
    }

    /// True when a life of this node is over because people said so: the node is removed or another
    /// life is approved. Never because something is missing.
    public boolean isOver(String nodeUid) {
        return isRemoved() || isTaken() && !isApproved(nodeUid);
    }

    /// True when nobody speaks of a life and it does not speak either, under a name that is free.
    public boolean isUnknown(String nodeUid) {
        return approved.isEmpty() && !lives.containsKey(nodeUid);
    }

    private boolean isApproved(String nodeUid) {
        return approved.map(desired -> desired.record().nodeUid().equals(nodeUid)).orElse(false);
    }

    /// Whether it was not silent for long.
    public boolean isHeard() {
        return judged().filter(judged ->
                        switch (judged.verdict()) {
                            case Ready, NotReady -> true;
                            case Unknown, Lost -> false;
                        })
                .isPresent();
    }

    /// Whether it may take pods at all, whatever they ask for. Cordons and taints are asked pod by
    /// pod, because a pod can tolerate them.
    public boolean isOpen() {
        return offer.isPresent()
                && !isRemoved()
                && judged().filter(
                                judged -> judged.verdict() == Verdict.Ready && !judged.draining())
                        .isPresent();
    }

    /// Cordoned by people.
    public boolean isCordoned() {
        return approved.filter(desired -> desired.record().unschedulable()).isPresent();
    }

    /// What is not asked for yet; below 0 when a node shrank.
    public long free(String resource) {
        return offer.map(Offer::allocatable).orElse(Amounts.NONE).amount(resource)
                - used.amount(resource);
    }

    /// How much of it is asked for, in millionths: the mean over CPU, memory and number of pods.
    public long share() {
        return offer.map(Offer::allocatable)
                .map(all ->
                        (share(used.cpuMilli(), all.cpuMilli())
                                        + share(used.memory(), all.memory())
                                        + share(used.pods(), all.pods()))
                                / 3)
                .orElse(WHOLE);
    }

    private static long share(long used, long all) {
        return all <= 0 || used >= all ? WHOLE : (long) ((double) used / all * WHOLE);
    }

    Node with(Noted<Approved> desired, Duration at) {
        var sameLife = isApproved(desired.record().nodeUid());
        return new Node(
                        name,
                        Optional.of(desired),
                        lives,
                        judgement,
                        sameLife ? knownSince : at,
                        offer,
                        used)
                .offering();
    }

    Node unapproved() {
        return new Node(
                name, Optional.empty(), lives, judgement, knownSince, Optional.empty(), used);
    }

    Node registered(String nodeUid, Noted<Registered> state) {
        return living(nodeUid, life -> life.with(state)).offering();
    }

    /// A life under this name changes. Strangers that were silent longest are forgotten.
    Node living(String nodeUid, UnaryOperator<Life> change) {
        var all = new LinkedHashMap<>(lives);
        var changed = change.apply(all.getOrDefault(nodeUid, Life.unheard(nodeUid)));
        all.remove(nodeUid);
        all.put(nodeUid, changed);
        while (all.size() > MOST_STRANGERS + 1) {
            all.remove(
                    all.keySet().stream()
                            .filter(uid -> !isApproved(uid))
                            .findFirst()
                            .orElseThrow());
        }
        return new Node(name, approved, all, judgement, knownSince, offer, used);
    }

    /// Nobody speaks for it any more.
    public Node unregistered() {
        return new Node(name, approved, Map.of(), judgement, knownSince, Optional.empty(), used);
    }

    public Node with(Judgement judged) {
        return new Node(name, approved, lives, Optional.of(judged), knownSince, offer, used);
    }

    public Node unjudged() {
        return new Node(name, approved, lives, Optional.empty(), knownSince, offer, used);
    }

    Node using(Amounts amounts) {
        return new Node(name, approved, lives, judgement, knownSince, offer, amounts);
    }

    private Node offering() {
        var offers =
                approved.flatMap(desired ->
                        registered().map(state -> Offer.of(state.record(), desired.record())));
        return new Node(name, approved, lives, judgement, knownSince, offers, used);
    }

    /// Nothing is known of it any more.
    boolean isForgotten() {
        return approved.isEmpty()
                && lives.isEmpty()
                && judgement.isEmpty()
                && used.equals(Amounts.NONE);
    }
}
