package io.nodebus.api.admission;

import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.node.Taint;
import java.util.List;
import java.util.Optional;

/// A Node as people may write it. What a node is capable of, its agent says. Public because it is
/// made by reflection.
public record NodeManifest(ObjectMeta metadata, Optional<Spec> spec) {
    static final Spec NOTHING = new Spec(Optional.empty(), List.of(), List.of(), Optional.empty());

    /// What people may wish for.
    public record Spec(
            Optional<String> podCIDR,
            List<String> podCIDRs,
            List<Taint> taints,
            Optional<Boolean> unschedulable) {
        public Spec {
            podCIDRs = List.copyOf(podCIDRs);
            taints = List.copyOf(taints);
        }
    }

    Spec wish() {
        return spec.orElse(NOTHING);
    }
}
