package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.Seen.Versions;
import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.config.ConfigDesired.MapWanted;
import io.nodebus.contracts.config.ConfigDesired.SecretWanted;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.topic.Topic;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Everything people can see. Confined to the loop that owns it: changed by what is heard, read
/// between two decisions. What it gives away is immutable.
///
/// The version of the whole, and of each object, is the leader's epoch in the upper and a running
/// number in the lower 40 bits. A view begins where nothing is older, so no version of another view
/// is within its ring.
public final class View {
    private static final int EPOCH_SHIFT = 40;

    private static final String DEFAULT_NAMESPACE = "default";

    private final Shelf shelf;
    private final Pods pods = new Pods();
    private final Nodes nodes = new Nodes();
    private final Map<String, Read<ConfigDesired>> configs = new TreeMap<>();
    private final Services services;
    private final Map<String, Integer> inNamespace = new TreeMap<>();
    private final Events events;

    /// @param start a version that is greater than all versions shown before: [#firstOf]
    /// @param ring how many changes are kept for watches
    /// @param mostEvents how many Events are kept
    public View(long start, int ring, int mostEvents) {
        shelf = new Shelf(start, ring);
        services = new Services(shelf, pods::name);
        events = new Events(mostEvents);
        shelf.put(new NamespaceSeen(DEFAULT_NAMESPACE, Instant.EPOCH, Versions.NONE));
        inNamespace.put(DEFAULT_NAMESPACE, 1);
    }

    /// The version before the first one of a leader.
    ///
    /// @param shown the last version that was shown in this process, when it led before
    public static long firstOf(long epoch, long shown) {
        return Math.max(epoch << EPOCH_SHIFT, shown + 1);
    }

    public void podDesired(Heard<PodDesired> heard) {
        var was = pods.desired(heard.key()).isPresent();
        pods.desired(heard);
        showPod(heard.key());
        count(heard, was);
    }

    public void podPlacement(Heard<PodPlacement> heard) {
        pods.placement(heard);
        showPod(heard.key());
    }

    public void podState(Heard<PodState> heard) {
        pods.state(heard);
        showPod(Pods.NodeKey.of(heard.key()).pod());
    }

    public void podBound(Heard<PodBound> heard) {
        pods.bound(heard);
    }

    public void nodeDesired(Heard<NodeDesired> heard) {
        nodes.desired(heard);
        showNode(heard.key());
    }

    public void nodeState(Heard<NodeState> heard) {
        nodes.state(heard);
        showNode(heard.key());
    }

    public void nodeHealth(Heard<NodeHealth> heard) {
        nodes.health(heard);
        showNode(heard.key());
        pods.on(heard.key()).forEach(this::showPod);
    }

    public void config(Heard<ConfigDesired> heard) {
        var before = Optional.ofNullable(configs.get(heard.key()));
        heard.message()
                .ifPresentOrElse(
                        message -> configs.put(heard.key(), Read.of(heard, message)),
                        () -> configs.remove(heard.key()));
        heard.message()
                .ifPresentOrElse(
                        message ->
                                shelf.put(
                                        switch (message) {
                                            case MapWanted(var map) ->
                                                    new ConfigMapSeen(map, Versions.NONE);
                                            case SecretWanted secret ->
                                                    new SecretSeen(secret, Versions.NONE);
                                        }),
                        () ->
                                before.ifPresent(gone ->
                                        shelf.remove(
                                                switch (gone.message()) {
                                                    case MapWanted _ -> Resource.CONFIGMAPS;
                                                    case SecretWanted _ -> Resource.SECRETS;
                                                },
                                                gone.message().metadata().key())));
        count(heard, before.isPresent());
    }

    public void service(Heard<ServiceDesired> heard) {
        var was = services.wanted(heard.key()).isPresent();
        services.wanted(heard);
        count(heard, was);
    }

    public void slice(Heard<EndpointSliceDesired> heard) {
        var was = services.given(heard.key()).isPresent();
        services.given(heard);
        count(heard, was);
    }

    public void rule(Heard<RuleState> heard) {
        services.rule(heard);
    }

    public void name(Heard<NameState> heard) {
        services.name(heard);
    }

    /// Everything there was has been heard.
    public void caughtUp() {
        services.caughtUp();
    }

    public void decided(Heard<DecisionRecord> heard) {
        events.heard(heard)
                .ifPresent(shift -> {
                    shift.dropped().ifPresent(old -> shelf.remove(Resource.EVENTS, old.key()));
                    shelf.put(shift.shown());
                });
    }

    /// Others no longer say something they said. What people want, and what nodes are to run,
    /// stays.
    public void forget(Topic<?> topic, String key) {
        switch (topic.kind()) {
            case "pods.placement" -> {
                pods.forgetPlacement(key);
                showPod(key);
            }
            case "pods.state" -> {
                pods.forgetState(key);
                showPod(Pods.NodeKey.of(key).pod());
            }
            case "nodes.state" -> {
                nodes.forgetState(key);
                showNode(key);
            }
            case "nodes.health" -> {
                nodes.forgetHealth(key);
                showNode(key);
                pods.on(key).forEach(this::showPod);
            }
            case "rules.state" -> services.forgetRule(key);
            case "names.state" -> services.forgetName(key);
            default -> {}
        }
    }

    private void showPod(String key) {
        var before = shelf.get(Resource.PODS, key).map(PodSeen.class::cast);
        pods.seen(key, this::health, before)
                .ifPresentOrElse(shelf::put, () -> shelf.remove(Resource.PODS, key));
    }

    private Optional<Judged> health(String node) {
        return nodes.health(node).map(Read::message);
    }

    private void showNode(String name) {
        nodes.seen(name).ifPresentOrElse(shelf::put, () -> shelf.remove(Resource.NODES, name));
    }

    /// A namespace is there as long as something is in it.
    private void count(Heard<?> heard, boolean was) {
        var is = heard.message().isPresent();
        if (is == was) {
            return;
        }
        var namespace = heard.key().substring(0, heard.key().indexOf('/'));
        var left = inNamespace.merge(namespace, is ? 1 : -1, Integer::sum);
        if (is && left == 1) {
            shelf.put(new NamespaceSeen(namespace, heard.said(), Versions.NONE));
        } else if (left == 0) {
            inNamespace.remove(namespace);
            shelf.remove(Resource.NAMESPACES, namespace);
        }
    }

    public Pods pods() {
        return pods;
    }

    public Nodes nodes() {
        return nodes;
    }

    /// All ConfigMaps and Secrets, by `namespace/name/kind`.
    public Map<String, Read<ConfigDesired>> configs() {
        return Collections.unmodifiableMap(configs);
    }

    /// By `namespace/name/kind`.
    public Optional<Read<ConfigDesired>> config(String key) {
        return Optional.ofNullable(configs.get(key));
    }

    public Services services() {
        return services;
    }

    /// The version of everything.
    public long version() {
        return shelf.version();
    }

    public Optional<Seen> get(Resource resource, String namespace, String name) {
        return shelf.get(resource, Seen.key(resource.namespaced() ? namespace : "", name));
    }

    /// Some objects, as they are at a version.
    ///
    /// @param next where the next page begins; empty when this was the last
    public record Page(List<Seen> objects, long version, Optional<String> next, int remaining) {
        public Page {
            objects = List.copyOf(objects);
        }
    }

    /// @param after key of the last object of the page before; empty for the first page
    /// @param limit 0: all
    public Page list(Query query, String after, int limit) {
        var all = shelf.list(query, after);
        if (limit <= 0 || all.size() <= limit) {
            return new Page(all, version(), Optional.empty(), 0);
        }
        var page = all.subList(0, limit);
        return new Page(page, version(), Optional.of(page.getLast().key()), all.size() - limit);
    }

    /// What changed after a version and up to which; none when that is longer ago than the ring
    /// remembers, or from another leader.
    public Optional<Since> since(long version) {
        return shelf.since(version).map(changes -> new Since(changes, version()));
    }

    /// Changes in order.
    public record Since(List<Change> changes, long version) {
        public Since {
            changes = List.copyOf(changes);
        }
    }
}
