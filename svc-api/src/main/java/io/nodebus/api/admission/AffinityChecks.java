package io.nodebus.api.admission;

import io.nodebus.api.status.Cause;
import io.nodebus.contracts.pod.Affinity;
import io.nodebus.contracts.pod.Affinity.Operator;
import io.nodebus.contracts.pod.Affinity.Requirement;
import java.util.List;

/// Required node affinity.
final class AffinityChecks {
    private static final String TERMS =
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution"
                    + ".nodeSelectorTerms";
    private static final String ONLY_FIELD = "metadata.name";

    private AffinityChecks() {}

    static void check(Checks checks, Affinity affinity) {
        affinity.nodeAffinity()
                .flatMap(Affinity.NodeAffinity::requiredDuringSchedulingIgnoredDuringExecution)
                .ifPresent(selector -> terms(checks, selector.nodeSelectorTerms()));
    }

    private static void terms(Checks checks, List<Affinity.Term> terms) {
        checks.require(
                !terms.isEmpty(),
                Cause.required(TERMS, "must have at least one node selector term"));
        for (var i = 0; i < terms.size(); i++) {
            var field = TERMS + "[" + i + "]";
            var expressions = terms.get(i).matchExpressions();
            for (var j = 0; j < expressions.size(); j++) {
                expression(checks, field + ".matchExpressions[" + j + "]", expressions.get(j));
            }
            var fields = terms.get(i).matchFields();
            for (var j = 0; j < fields.size(); j++) {
                field(checks, field + ".matchFields[" + j + "]", fields.get(j));
            }
        }
    }

    private static void expression(Checks checks, String field, Requirement requirement) {
        var values = requirement.values();
        switch (requirement.operator()) {
            case In, NotIn ->
                    checks.require(
                            !values.isEmpty(),
                            Cause.required(
                                    field + ".values",
                                    "must be specified when `operator` is 'In' or 'NotIn'"));
            case Exists, DoesNotExist ->
                    checks.require(
                            values.isEmpty(),
                            Cause.forbidden(
                                    field + ".values",
                                    "may not be specified when `operator` is 'Exists' or"
                                            + " 'DoesNotExist'"));
            case Gt, Lt ->
                    checks.require(
                            values.size() == 1,
                            Cause.required(
                                    field + ".values",
                                    "must be specified single value when `operator` is 'Lt' or"
                                            + " 'Gt'"));
        }
        checks.format(field + ".key", requirement.key(), Formats::qualifiedName);
        if (requirement.operator() == Operator.In || requirement.operator() == Operator.NotIn) {
            for (var i = 0; i < values.size(); i++) {
                checks.format(field + ".values[" + i + "]", values.get(i), Formats::labelValue);
            }
        }
    }

    private static void field(Checks checks, String field, Requirement requirement) {
        checks.require(
                requirement.key().equals(ONLY_FIELD),
                Cause.invalid(field + ".key", requirement.key(), "not a valid field selector key"));
        if (requirement.operator() != Operator.In && requirement.operator() != Operator.NotIn) {
            checks.add(
                    Cause.unsupported(
                            field + ".operator",
                            requirement.operator().name(),
                            List.of("In", "NotIn")));
            return;
        }
        checks.require(
                requirement.values().size() == 1,
                Cause.required(
                        field + ".values",
                        "must be only one value when `operator` is 'In' or 'NotIn' for node field"
                                + " selector"));
        for (var i = 0; i < requirement.values().size(); i++) {
            checks.format(
                    field + ".values[" + i + "]", requirement.values().get(i), Formats::subdomain);
        }
    }
}
