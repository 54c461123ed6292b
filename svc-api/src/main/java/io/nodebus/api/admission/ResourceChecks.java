package io.nodebus.api.admission;

import io.nodebus.api.status.Cause;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.contracts.pod.ResourceRequirements;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/// What a container asks for and is limited to.
final class ResourceChecks {
    private static final List<String> STANDARD = List.of("cpu", "memory", "ephemeral-storage");

    private ResourceChecks() {}

    static void check(Checks checks, String field, ResourceRequirements resources) {
        quantities(checks, field + ".limits", resources.limits());
        quantities(checks, field + ".requests", resources.requests());
        resources
                .requests()
                .forEach((name, request) ->
                        resources
                                .limit(name)
                                .ifPresent(limit ->
                                        within(checks, field + ".requests", name, request, limit)));
    }

    private static void quantities(Checks checks, String field, Map<String, Quantity> quantities) {
        quantities.forEach((name, quantity) -> {
            var at = field + "." + name;
            name(checks, at, name);
            checks.require(
                    quantity.value().signum() >= 0,
                    Cause.invalid(at, quantity.text(), "must be greater than or equal to 0"));
            checks.require(
                    STANDARD.contains(name) || isWhole(quantity),
                    Cause.invalid(at, quantity.text(), "must be an integer"));
        });
    }

    private static void name(Checks checks, String field, String name) {
        checks.format(field, name, Formats::qualifiedName);
        checks.require(
                STANDARD.contains(name) || name.contains("/"),
                Cause.invalid(field, name, "must be a standard resource for containers"));
    }

    private static boolean isWhole(Quantity quantity) {
        var value = quantity.value();
        return value.setScale(0, RoundingMode.DOWN).compareTo(value) == 0;
    }

    private static void within(
            Checks checks, String field, String name, Quantity request, Quantity limit) {
        var comparison = request.value().compareTo(limit.value());
        if (STANDARD.contains(name)) {
            checks.require(
                    comparison <= 0,
                    Cause.invalid(
                            field,
                            request.text(),
                            "must be less than or equal to %s limit of %s"
                                    .formatted(name, limit.text())));
        } else {
            checks.require(
                    comparison == 0,
                    Cause.invalid(
                            field,
                            request.text(),
                            "must be equal to %s limit of %s".formatted(name, limit.text())));
        }
    }
}
