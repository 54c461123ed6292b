package io.nodebus.nodeagent.truth;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.pod.PodState.Gone;
import io.nodebus.contracts.pod.PodState.Observed;
import io.nodebus.contracts.rules.NameState.NamedEndpoint;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.service.IpFamily;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The pods of this node, as its agent says them. Confined to the context of its loop, so nothing
/// in it is locked.
///
/// To be asked only once everything the agent ever said was heard: from then on a uid that is not
/// here has no address that is its own.
public final class OwnPods {
    private final String node;
    private final String nodeUid;
    private final Map<String, OwnPod> byKey = new TreeMap<>();
    private final Map<String, OwnPod> byUid = new TreeMap<>();

    /// @param nodeUid of this life of the node: what was said in another one is about other pods
    public OwnPods(String node, String nodeUid) {
        this.node = node;
        this.nodeUid = nodeUid;
    }

    /// The uids of which something is new.
    public SortedSet<String> heard(Heard<PodState> heard) {
        var now = heard.message().filter(it -> it.nodeUid().equals(nodeUid)).flatMap(OwnPods::pod);
        var before =
                Optional.ofNullable(
                        now.isPresent()
                                ? byKey.put(heard.key(), now.get())
                                : byKey.remove(heard.key()));
        if (now.equals(before)) {
            return new TreeSet<>();
        }
        var touched = new TreeSet<String>();
        before.ifPresent(it -> {
            byUid.remove(it.uid());
            touched.add(it.uid());
        });
        now.ifPresent(it -> {
            byUid.put(it.uid(), it);
            touched.add(it.uid());
        });
        return touched;
    }

    private static Optional<OwnPod> pod(PodState state) {
        return switch (state) {
            case Observed observed -> OwnPod.of(observed);
            case Gone _ -> Optional.empty();
        };
    }

    /// Whether the node's own word is asked for: it runs here and is a pod of ours.
    public boolean decideOn(RuleEndpoint endpoint) {
        return endpoint.isOn(node) && endpoint.podUid().isPresent();
    }

    /// An endpoint as it is; empty when it is of this node and is not there.
    public Optional<RuleEndpoint> truth(RuleEndpoint said, boolean publishNotReady) {
        if (!decideOn(said)) {
            return Optional.of(said);
        }
        return said.podUid()
                .map(byUid::get)
                .map(pod ->
                        new RuleEndpoint(
                                addressOf(pod, said.address()),
                                said.port(),
                                said.node(),
                                said.podUid(),
                                pod.isUsable(publishNotReady),
                                pod.ready(),
                                pod.terminating()));
    }

    /// The same of what stands behind a name.
    public Optional<NamedEndpoint> truth(NamedEndpoint said, boolean publishNotReady) {
        if (!said.node().equals(Optional.of(node)) || said.podUid().isEmpty()) {
            return Optional.of(said);
        }
        return said.podUid()
                .map(byUid::get)
                .map(pod ->
                        new NamedEndpoint(
                                addressOf(pod, said.address()),
                                said.hostname(),
                                said.node(),
                                said.podUid(),
                                pod.isUsable(publishNotReady),
                                said.ports()));
    }

    /// A node knows one address of each pod; what was said in another family stays.
    private static String addressOf(OwnPod pod, String said) {
        return IpFamily.of(pod.address()) == IpFamily.of(said) ? pod.address() : said;
    }
}
