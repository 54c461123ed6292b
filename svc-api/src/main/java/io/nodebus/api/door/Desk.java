package io.nodebus.api.door;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.view.Seen;
import io.nodebus.api.view.View;
import io.nodebus.api.why.Happenings;
import io.nodebus.api.why.Story;
import io.nodebus.bus.decide.OurPlane;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// All that the front door knows. Confined to its loop; changed by the decisions of this room only.
/// Where it stands is a value, everything else is large and shared by its successors.
public final class Desk {
    private final Standing standing;
    private final View view;
    private final Story story;
    private final Happenings happenings;
    final Flights flights;
    final Projected projected;
    final Leases leases;

    /// Pods whose placement was taken back: the autoscaler let go of them. Key to uid.
    final Map<String, String> letGo;

    /// Pods whose name is being freed: key to uid.
    final Map<String, String> ending;

    /// Nodes whose name is being freed.
    final Set<String> endingNodes;

    public Desk(View view, Story story, Happenings happenings) {
        this.standing = Standing.UNHEARD;
        this.view = view;
        this.story = story;
        this.happenings = happenings;
        this.flights = new Flights();
        this.projected = new Projected();
        this.leases = new Leases();
        this.letGo = new HashMap<>();
        this.ending = new HashMap<>();
        this.endingNodes = new HashSet<>();
    }

    private Desk(Standing standing, Desk before) {
        this.standing = standing;
        this.view = before.view;
        this.story = before.story;
        this.happenings = before.happenings;
        this.flights = before.flights;
        this.projected = before.projected;
        this.leases = before.leases;
        this.letGo = before.letGo;
        this.ending = before.ending;
        this.endingNodes = before.endingNodes;
    }

    Desk standing(UnaryOperator<Standing> change) {
        return new Desk(change.apply(standing), this);
    }

    public View view() {
        return view;
    }

    public Story story() {
        return story;
    }

    public Happenings happenings() {
        return happenings;
    }

    /// Everything there was has been read: absence means something, and requests are taken.
    public boolean isReady() {
        return standing.ready();
    }

    /// The plane whose topics this is made of.
    public Optional<PlaneIdentity> plane() {
        return standing.plane().ours();
    }

    OurPlane ourPlane() {
        return standing.plane();
    }

    /// `plane.state` as svc-api answers for it: what people accepted last.
    public Map<String, PlaneState> acceptance() {
        return standing.plane()
                .acceptance()
                .<Map<String, PlaneState>>map(last -> Map.of(PlaneState.ACCEPTED, last))
                .orElse(Map.of());
    }

    /// The plane that took the place of ours, until somebody accepts it. Until then nothing is
    /// written.
    public Optional<PlaneIdentity> foreignPlane() {
        return standing.plane().foreign();
    }

    boolean mayWrite() {
        return standing.mayWrite();
    }

    /// An object that is there.
    ///
    /// @throws Refused when there is none
    Seen present(Resource resource, String namespace, String name) {
        return view.get(resource, namespace, name)
                .orElseThrow(() -> new Refused(Refusal.notFound(resource.subject(name))));
    }

    /// `pods.desired` as it should be: what was heard, and what was said since.
    public Map<String, PodDesired> desiredPods() {
        var desired = new TreeMap<String, PodDesired>();
        view.pods().desired().forEach(r -> desired.put(r.message().pod().key(), r.message()));
        flights.overlay(PodDesired.TOPIC, desired);
        desired.keySet().removeAll(ending.keySet());
        return desired;
    }

    public Map<String, NodeDesired> desiredNodes() {
        var desired = new TreeMap<String, NodeDesired>();
        view.nodes()
                .names()
                .forEach(name ->
                        view.nodes().desired(name).ifPresent(r -> desired.put(name, r.message())));
        flights.overlay(NodeDesired.TOPIC, desired);
        desired.keySet().removeAll(endingNodes);
        return desired;
    }

    public Map<String, ConfigDesired> desiredConfigs() {
        var desired = new TreeMap<String, ConfigDesired>();
        view.configs().forEach((key, r) -> desired.put(key, r.message()));
        flights.overlay(ConfigDesired.TOPIC, desired);
        return desired;
    }

    public Map<String, ServiceDesired> desiredServices() {
        var desired = new TreeMap<String, ServiceDesired>();
        view.services().wanted().forEach((key, r) -> desired.put(key, r.message()));
        flights.overlay(ServiceDesired.TOPIC, desired);
        return desired;
    }

    public Map<String, EndpointSliceDesired> desiredSlices() {
        var desired = new TreeMap<String, EndpointSliceDesired>();
        view.services().given().forEach((key, r) -> desired.put(key, r.message()));
        flights.overlay(EndpointSliceDesired.TOPIC, desired);
        return desired;
    }
}
