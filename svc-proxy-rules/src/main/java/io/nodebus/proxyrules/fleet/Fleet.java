package io.nodebus.proxyrules.fleet;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.proxyrules.endpoints.Candidate;
import io.nodebus.proxyrules.policy.Claims;
import io.nodebus.proxyrules.selection.Selection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everything svc-proxy-rules knows, and which Services must be looked at again because of what was
/// heard last. Confined to its loop's context, so nothing in it is locked.
public final class Fleet {
    private final TreeMap<String, Service> services = new TreeMap<>();
    private final Selection selection = new Selection();
    private final Claims claims = new Claims();
    private final Pods pods = new Pods(selection);
    private final Nodes nodes = new Nodes();
    private final GivenSlices slices = new GivenSlices();
    private final Said said = new Said();
    private final TreeSet<String> touched = new TreeSet<>();
    private final Set<Topic<?>> spoken = new HashSet<>();

    public void service(Heard<ServiceDesired> heard) {
        spoken.add(heard.topic());
        touched.add(heard.key());
        heard.message()
                .map(ServiceDesired::service)
                .ifPresentOrElse(this::wanted, () -> unwanted(heard.key()));
    }

    private void wanted(Service service) {
        var before = services.put(service.key(), service);
        if (before == null || !before.spec().selector().equals(service.spec().selector())) {
            selection.service(
                    service.key(),
                    service.metadata().namespace().orElse(ObjectMeta.DEFAULT_NAMESPACE),
                    service.spec().selector());
        }
        touched.addAll(claims.claim(service));
    }

    private void unwanted(String key) {
        services.remove(key);
        selection.withoutService(key);
        touched.addAll(claims.release(key));
    }

    public void pod(Heard<PodState> heard) {
        spoken.add(heard.topic());
        touched.addAll(pods.heard(heard));
    }

    public void slice(Heard<EndpointSliceDesired> heard) {
        touched.addAll(slices.heard(heard));
    }

    public void nodeDesired(Heard<NodeDesired> heard) {
        spoken.add(heard.topic());
        if (nodes.desired(heard)) {
            touchNode(heard.key());
        }
    }

    public void nodeHealth(Heard<NodeHealth> heard) {
        if (nodes.health(heard)) {
            touchNode(heard.key());
        }
    }

    private void touchNode(String node) {
        touched.addAll(pods.servicesOn(node));
        touched.addAll(slices.servicesOn(node));
    }

    /// What an instance before us said.
    public void rule(Heard<RuleState> heard) {
        said.heardRule(heard);
    }

    /// What an instance before us said.
    public void name(Heard<NameState> heard) {
        said.heardName(heard);
    }

    /// Everything is looked at again. While nothing at all was heard of Services, what was said
    /// before of others is left alone: an empty bus is not an order (design law 9).
    public void touchAll() {
        touched.addAll(services.keySet());
        if (spoken.contains(ServiceDesired.TOPIC)) {
            touched.addAll(said.services());
        }
    }

    /// Nothing at all was heard of pods, or of who may run them: nothing follows from pods being
    /// missing (design law 9).
    public boolean isDeafToPods() {
        return !spoken.contains(PodState.TOPIC) || !spoken.contains(NodeDesired.TOPIC);
    }

    /// The Services to look at, and none any more.
    public SequencedSet<String> takeTouched() {
        var taken = new TreeSet<>(touched);
        touched.clear();
        return taken;
    }

    public Optional<Service> service(String key) {
        return Optional.ofNullable(services.get(key));
    }

    public Optional<Claims.Lost> lostClaim(String service) {
        return claims.lost(service);
    }

    /// The pods that can stand behind a Service, in the order of their keys.
    public List<Candidate> candidates(String service) {
        return pods.behind(service, nodes);
    }

    public List<EndpointSlice> slices(String service) {
        return slices.of(service);
    }

    public boolean answers(String node) {
        return nodes.answers(node);
    }

    public Said said() {
        return said;
    }
}
