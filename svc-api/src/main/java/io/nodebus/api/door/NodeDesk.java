package io.nodebus.api.door;

import io.nodebus.api.admission.MergePatch;
import io.nodebus.api.admission.NodeAdmission;
import io.nodebus.api.admission.NodeAdmission.Own;
import io.nodebus.api.admission.PodCidrs;
import io.nodebus.api.door.Answer.Outcome.Done;
import io.nodebus.api.door.Answer.Outcome.Shown;
import io.nodebus.api.door.Flights.Reply;
import io.nodebus.api.door.Flights.Subject;
import io.nodebus.api.door.Plan.Settled;
import io.nodebus.api.door.Plan.Write;
import io.nodebus.api.door.Request.Create;
import io.nodebus.api.door.Request.Delete;
import io.nodebus.api.door.Request.Patch;
import io.nodebus.api.door.Request.Replace;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.view.NodeSeen;
import io.nodebus.api.view.Rendering;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.node.NodeState.Registered;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Requests about nodes, and which life of a node is approved. A node's addresses for pods are
/// allocated once per name.
final class NodeDesk implements KindDesk {
    private final PodCidrs pool;
    private final boolean autoApprove;
    private final Rendering rendering;

    NodeDesk(PodCidrs pool, boolean autoApprove, Rendering rendering) {
        this.pool = pool;
        this.autoApprove = autoApprove;
        this.rendering = rendering;
    }

    @Override
    public Plan create(Desk desk, Create request, Instant now) {
        var named = NodeAdmission.expected(request.body().tree(), request.seed(), now);
        if (desk.view().nodes().desired(named.name()).isPresent()) {
            throw new Refused(Refusal.alreadyExists(Resource.NODES.subject(named.name())));
        }
        return write(
                desk,
                named.name(),
                named.node(),
                Reply.CREATED,
                Because.of("Expected", "node %s is expected".formatted(named.name())));
    }

    @Override
    public Plan replace(Desk desk, Replace request) {
        return change(desk, present(desk, request.name()), request.body().tree());
    }

    @Override
    public Plan patch(Desk desk, Patch request) {
        var seen = present(desk, request.name());
        return change(desk, seen, MergePatch.apply(rendering.tree(seen), request.body().tree()));
    }

    private Plan change(Desk desk, NodeSeen seen, Map<?, ?> tree) {
        Preconditions.sameVersion(seen, tree);
        var before = approved(seen);
        var own =
                seen.registered()
                        .map(node -> new Own(node.labels(), node.taints()))
                        .orElse(Own.NOTHING);
        var after = NodeAdmission.changed(seen.name(), before, own, tree);
        if (after.equals(before)) {
            return new Settled(new Shown(seen, false));
        }
        return write(desk, seen.name(), after, Reply.OBJECT, changed(seen.name(), before, after));
    }

    private static Because changed(String name, Approved before, Approved after) {
        if (before.unschedulable() != after.unschedulable()) {
            return after.unschedulable()
                    ? Because.of("Cordoned", "node %s takes no new pods".formatted(name))
                    : Because.of("Uncordoned", "node %s takes new pods again".formatted(name));
        }
        return Because.of(
                "Changed", "labels, annotations or taints of node %s changed".formatted(name));
    }

    /// Until a node is approved there is nothing of it to write to.
    private static Approved approved(NodeSeen seen) {
        return seen.wanted()
                .orElseThrow(() ->
                        new Refused(
                                Refusal.conflict(
                                        Resource.NODES.subject(seen.name()),
                                        "the node is not approved yet: nodebus node"
                                                + " approve "
                                                + seen.name())));
    }

    @Override
    public Plan delete(Desk desk, Delete request, Instant now) {
        var seen = present(desk, request.name());
        Preconditions.hold(seen, request.options());
        var before = approved(seen);
        if (before.deletion().isPresent()) {
            return new Settled(new Shown(seen, false));
        }
        var because =
                Because.of(
                        "Deleted",
                        "somebody removed node %s: its pods are to be deleted"
                                .formatted(seen.name()));
        return write(
                desk,
                seen.name(),
                with(
                        before,
                        before.nodeUid(),
                        before.podCidr(),
                        before.acceptPlane(),
                        Optional.of(new Deletion(now.truncatedTo(ChronoUnit.SECONDS), 0, because))),
                Reply.OBJECT,
                because);
    }

    /// By a person: the life that registered under this name is the one that counts.
    Plan approve(Desk desk, String name, Instant now) {
        var seen = present(desk, name);
        var registered =
                seen.registered()
                        .orElseThrow(() ->
                                new Refused(
                                        Refusal.conflict(
                                                Resource.NODES.subject(name),
                                                "no node registered under this name" + " yet")));
        if (seen.approved().isPresent()) {
            return new Settled(new Shown(seen, false));
        }
        return approve(desk, seen, registered, "by a person", now);
    }

    Plan acceptPlane(Desk desk, String name, PlaneIdentity plane) {
        var before = approved(present(desk, name));
        var accepted = Optional.of(plane.clusterId());
        if (before.acceptPlane().equals(accepted)) {
            return new Settled(
                    new Done("node %s may take this plane's word already".formatted(name)));
        }
        return write(
                desk,
                name,
                with(before, before.nodeUid(), before.podCidr(), accepted, before.deletion()),
                Reply.OBJECT,
                Because.of(
                        "PlaneAccepted",
                        "node %s may end what cluster %s does not name"
                                .formatted(name, plane.clusterId())));
    }

    /// What a node needs without anybody asking: an approval, if that is automatic, and addresses.
    Optional<Plan> needed(Desk desk, String name, Instant now) {
        var seen = desk.view().get(Resource.NODES, "", name).map(NodeSeen.class::cast);
        if (seen.isEmpty() || seen.get().wanted().flatMap(Approved::deletion).isPresent()) {
            return Optional.empty();
        }
        var node = seen.get();
        return node.waiting()
                .filter(_ -> mayReplace(node))
                .map(registered -> approve(desk, node, registered, "automatically", now));
    }

    /// A name that is expected waits for whoever comes. A name that somebody has is given to
    /// another life only when the one before is lost.
    private boolean mayReplace(NodeSeen node) {
        return node.wanted()
                .map(wanted ->
                        wanted.nodeUid().isEmpty()
                                || autoApprove
                                        && node.health()
                                                .filter(judged -> judged.verdict() == Verdict.Lost)
                                                .isPresent())
                .orElse(autoApprove);
    }

    private Plan approve(Desk desk, NodeSeen seen, Registered registered, String how, Instant now) {
        var before = seen.wanted();
        var cidr = before.flatMap(Approved::podCidr).or(() -> pool.free(taken(desk)));
        if (cidr.isEmpty()) {
            throw new Refused(
                    Refusal.conflict(
                            Resource.NODES.subject(seen.name()),
                            "all %d pod CIDRs are taken".formatted(pool.size())));
        }
        var wanted =
                before.map(was ->
                                with(
                                        was,
                                        registered.nodeUid(),
                                        cidr,
                                        was.acceptPlane(),
                                        was.deletion()))
                        .orElseGet(() -> fresh(registered, cidr, now));
        return write(
                desk,
                seen.name(),
                wanted,
                Reply.OBJECT,
                approval(seen, registered, how, cidr.get()));
    }

    /// Also by approvals that are under way: nodes that come together must not get the same.
    private static Set<String> taken(Desk desk) {
        var taken = new HashSet<>(desk.view().nodes().podCidrs());
        var flying = new HashMap<String, NodeDesired>();
        desk.flights.overlay(NodeDesired.TOPIC, flying);
        for (var desired : flying.values()) {
            switch (desired) {
                case Approved approved -> approved.podCidr().ifPresent(taken::add);
            }
        }
        return taken;
    }

    private static Because approval(NodeSeen seen, Registered registered, String how, String cidr) {
        var figures = new LinkedHashMap<String, String>();
        figures.put("nodeUid", registered.nodeUid());
        figures.put("podCIDR", cidr);
        seen.wanted()
                .map(Approved::nodeUid)
                .filter(uid -> !uid.isEmpty())
                .ifPresent(uid -> figures.put("before", uid));
        return new Because(
                "Approved",
                "node %s was approved %s; its pods get addresses of %s"
                        .formatted(seen.name(), how, cidr),
                figures,
                List.of());
    }

    /// The first life of a name gives the Node object its uid.
    private static Approved fresh(Registered registered, Optional<String> cidr, Instant now) {
        return new Approved(
                registered.nodeUid(),
                registered.nodeUid(),
                now.truncatedTo(ChronoUnit.SECONDS),
                cidr,
                Optional.empty(),
                Map.of(),
                Map.of(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static Approved with(
            Approved node,
            String nodeUid,
            Optional<String> podCidr,
            Optional<String> acceptPlane,
            Optional<Deletion> deletion) {
        return new Approved(
                nodeUid,
                node.uid(),
                node.createdAt(),
                podCidr,
                node.zone(),
                node.labels(),
                node.annotations(),
                node.taints(),
                node.unschedulable(),
                acceptPlane,
                deletion);
    }

    private static Plan write(
            Desk desk, String name, Approved wanted, Reply reply, Because because) {
        var shown =
                desk.view()
                        .get(Resource.NODES, "", name)
                        .map(NodeSeen.class::cast)
                        .map(seen -> seen.wanting(wanted))
                        .orElseGet(() -> NodeSeen.expected(name, wanted));
        return new Write<NodeDesired>(
                NodeDesired.TOPIC,
                name,
                Optional.of(wanted),
                reply,
                new Subject(Resource.NODES, "", name, wanted.uid()),
                because,
                Optional.of(shown));
    }

    private static NodeSeen present(Desk desk, String name) {
        return desk.view()
                .get(Resource.NODES, "", name)
                .map(NodeSeen.class::cast)
                .orElseThrow(() -> new Refused(Refusal.notFound(Resource.NODES.subject(name))));
    }
}
