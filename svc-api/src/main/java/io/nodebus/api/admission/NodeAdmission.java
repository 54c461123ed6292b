package io.nodebus.api.admission;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Cause;
import io.nodebus.api.status.Refused;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.Taint;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What people may decide about a node: labels, annotations, taints, cordon.
public final class NodeAdmission {
    private static final String ZONE = "topology.kubernetes.io/zone";
    private static final String CORDONED = "node.kubernetes.io/unschedulable";

    private NodeAdmission() {}

    /// What a node's agent says of it: not people's to write, and not repeated in what they wrote.
    public record Own(Map<String, String> labels, List<Taint> taints) {
        /// Nothing was heard of the node.
        public static final Own NOTHING = new Own(Map.of(), List.of());

        public Own {
            labels = Sorted.copy(labels);
            taints = List.copyOf(taints);
        }
    }

    /// A name that is expected: the first node that registers under it is approved.
    ///
    /// @throws Refused with everything that is wrong
    public static Named expected(Map<?, ?> tree, Seed seed, Instant now) {
        var written = Reading.read(Resource.NODES, NodeManifest.class, tree);
        var checks = new Checks();
        check(checks, written);
        Admission.refuse(Resource.NODES, written.metadata(), checks.causes());
        var blank =
                new Approved(
                        "",
                        seed.uid(),
                        now.truncatedTo(ChronoUnit.SECONDS),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.empty());
        return new Named(written.metadata().name().orElse(""), wished(blank, Own.NOTHING, written));
    }

    /// A node by its name.
    public record Named(String name, Approved node) {}

    /// A node that is there, written again.
    ///
    /// @throws Refused with everything that is wrong
    public static Approved changed(String name, Approved before, Own own, Map<?, ?> tree) {
        var written = Reading.read(Resource.NODES, NodeManifest.class, tree);
        Admission.kept(Resource.NODES, identity(name, before), written.metadata(), false);
        var checks = new Checks();
        check(checks, written);
        var cidr = written.wish().podCIDR();
        checks.require(
                cidr.isEmpty() || cidr.equals(before.podCidr()),
                Cause.forbidden(
                        "spec.podCIDR",
                        "node updates may not change podCIDR except from \"\" to valid"));
        Admission.refuse(Resource.NODES, written.metadata(), checks.causes());
        return wished(before, own, written);
    }

    private static ObjectMeta identity(String name, Approved before) {
        return new ObjectMeta(
                Optional.of(name),
                Optional.empty(),
                Optional.empty(),
                Optional.of(before.uid()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    private static void check(Checks checks, NodeManifest written) {
        MetaChecks.check(checks, written.metadata(), Formats::subdomain);
        var taints = written.wish().taints();
        for (var i = 0; i < taints.size(); i++) {
            var field = "spec.taints[" + i + "]";
            var taint = taints.get(i);
            checks.named(field + ".key", taint.key(), Formats::qualifiedName);
            taint.value()
                    .ifPresent(
                            value -> checks.format(field + ".value", value, Formats::labelValue));
            var same =
                    taints.subList(0, i).stream()
                            .anyMatch(other ->
                                    other.key().equals(taint.key())
                                            && other.effect() == taint.effect());
            checks.require(
                    !same, Cause.duplicate(field, taint.key() + ":" + taint.effect().name()));
        }
    }

    private static Approved wished(Approved before, Own own, NodeManifest written) {
        var labels = new TreeMap<String, String>();
        written.metadata()
                .labels()
                .forEach((key, value) -> {
                    if (!value.equals(own.labels().get(key))) {
                        labels.put(key, value);
                    }
                });
        var zone = Optional.ofNullable(labels.remove(ZONE));
        var wish = written.wish();
        return new Approved(
                before.nodeUid(),
                before.uid(),
                before.createdAt(),
                before.podCidr(),
                zone,
                labels,
                written.metadata().annotations(),
                wish.taints().stream()
                        .filter(taint -> !own.taints().contains(taint))
                        .filter(taint -> !taint.key().equals(CORDONED))
                        .toList(),
                wish.unschedulable().orElse(false),
                before.acceptPlane(),
                before.deletion());
    }
}
