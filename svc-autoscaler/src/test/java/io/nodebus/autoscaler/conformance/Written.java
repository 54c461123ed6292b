package io.nodebus.autoscaler.conformance;

import io.nodebus.autoscaler.conformance.Suite.Tree;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.node.Taint;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.contracts.wire.Unreadable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Objects as the cases write them: only the fields that matter, so the ones our records require
/// are added. Read as strictly as manifests are: what is refused there is not covered here.
public final class Written {
    private Written() {}

    /// Why a pod's spec would be refused at admission; empty when it would not.
    public static Optional<String> refused(Tree pod) {
        try {
            spec(pod);
            return Optional.empty();
        } catch (Unreadable e) {
            return Optional.of("refused at admission: " + e.faults().getFirst());
        }
    }

    public static PodSpec spec(Tree pod) {
        var complete = pod.at("spec").fields();
        var containers = new ArrayList<Object>();
        for (var container : pod.at("spec").at("containers").items()) {
            var fields = new LinkedHashMap<>(container.fields());
            fields.putIfAbsent("name", "c" + containers.size());
            fields.putIfAbsent("image", "busybox");
            containers.add(fields);
        }
        complete.put("containers", containers);
        return TreeReader.strict(PodSpec.class, complete);
    }

    public static PodSpec tolerating(Tree tolerations) {
        var written = tolerations.value() instanceof List<?> list ? list : List.of();
        return TreeReader.strict(
                PodSpec.class, Map.of("containers", List.of(), "tolerations", written));
    }

    public static List<Taint> taints(Tree taints) {
        return taints.items().stream()
                .map(taint -> TreeReader.strict(Taint.class, taint.fields()))
                .toList();
    }

    public static Map<String, String> labels(Tree node) {
        var labels = new LinkedHashMap<String, String>();
        node.at("metadata")
                .at("labels")
                .fields()
                .forEach((key, v) -> labels.put(key, v.toString()));
        return labels;
    }

    public static Map<String, Quantity> quantities(Tree amounts) {
        var quantities = new LinkedHashMap<String, Quantity>();
        amounts.fields().forEach((key, v) -> quantities.put(key, Quantity.of(v.toString())));
        return quantities;
    }
}
