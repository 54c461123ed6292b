package io.nodebus.api.admission;

import io.nodebus.api.status.Cause;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.pod.Toleration;
import java.util.HashSet;
import java.util.List;

/// Whether a pod makes sense, taken as written.
final class PodChecks {
    private static final String DELETION_COST = "controller.kubernetes.io/pod-deletion-cost";
    private static final String MIRROR = "kubernetes.io/config.mirror";

    private PodChecks() {}

    static List<Cause> check(Pod pod) {
        var checks = new Checks();
        MetaChecks.check(checks, pod.metadata(), Formats::subdomain);
        annotations(checks, pod);
        spec(checks, pod.spec());
        return checks.causes();
    }

    private static void annotations(Checks checks, Pod pod) {
        var annotations = pod.metadata().annotations();
        var cost = annotations.get(DELETION_COST);
        if (cost != null && !isNumber(cost)) {
            checks.add(
                    Cause.invalid(
                            "metadata.annotations[" + DELETION_COST + "]",
                            cost,
                            "must be a 32bit integer"));
        }
        checks.require(
                !annotations.containsKey(MIRROR),
                Cause.forbidden(
                        "metadata.annotations[" + MIRROR + "]",
                        "may not be set: a mirror pod is made by a node"));
    }

    private static boolean isNumber(String text) {
        try {
            return Integer.toString(Integer.parseInt(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static void spec(Checks checks, PodSpec spec) {
        containers(checks, spec.containers());
        spec.terminationGracePeriodSeconds()
                .ifPresent(seconds ->
                        checks.atLeastZero("spec.terminationGracePeriodSeconds", seconds));
        spec.nodeSelector()
                .forEach((key, value) -> {
                    checks.format("spec.nodeSelector", key, Formats::qualifiedName);
                    checks.format("spec.nodeSelector", value, Formats::labelValue);
                });
        spec.affinity().ifPresent(affinity -> AffinityChecks.check(checks, affinity));
        for (var i = 0; i < spec.tolerations().size(); i++) {
            toleration(checks, "spec.tolerations[" + i + "]", spec.tolerations().get(i));
        }
        spec.hostname().ifPresent(name -> checks.format("spec.hostname", name, Formats::label));
        spec.subdomain().ifPresent(name -> checks.format("spec.subdomain", name, Formats::label));
        spec.nodeName()
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> checks.format("spec.nodeName", name, Formats::subdomain));
    }

    private static void containers(Checks checks, List<Container> containers) {
        checks.require(!containers.isEmpty(), Cause.required("spec.containers", ""));
        var names = new HashSet<String>();
        for (var i = 0; i < containers.size(); i++) {
            var field = "spec.containers[" + i + "]";
            var container = containers.get(i);
            ContainerChecks.check(checks, field, container);
            checks.require(
                    names.add(container.name()) || container.name().isEmpty(),
                    Cause.duplicate(field + ".name", container.name()));
        }
    }

    private static void toleration(Checks checks, String field, Toleration toleration) {
        var key = toleration.key().orElse("");
        var operator = toleration.operator().orElse(Toleration.Operator.Equal);
        var value = toleration.value().orElse("");
        if (!key.isEmpty()) {
            checks.format(field + ".key", key, Formats::qualifiedName);
        }
        switch (operator) {
            case Equal -> {
                checks.require(
                        !key.isEmpty(),
                        Cause.invalid(
                                field + ".operator",
                                operator.name(),
                                "operator must be Exists when `key` is empty, which means \"match"
                                        + " all values and all keys\""));
                checks.format(field + ".operator", value, Formats::labelValue);
            }
            case Exists ->
                    checks.require(
                            value.isEmpty(),
                            Cause.invalid(
                                    field + ".operator",
                                    value,
                                    "value must be empty when `operator` is 'Exists'"));
        }
        checks.require(
                toleration.tolerationSeconds().isEmpty()
                        || toleration.effect().map(Enum::name).orElse("").equals("NoExecute"),
                Cause.invalid(
                        field + ".effect",
                        toleration.effect().map(Enum::name).orElse(""),
                        "effect must be 'NoExecute' when `tolerationSeconds` is set"));
    }
}
