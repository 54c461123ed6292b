package io.nodebus.bus.health;

import static java.util.stream.Collectors.joining;

import java.util.Map;

/// What a probe is answered, in the form of kube-apiserver's.
///
/// @param status 200, or 503 when a check failed
record HealthPage(int status, String text) {
    static HealthPage of(String name, Map<String, Condition> conditions, boolean verbose) {
        var failed = conditions.values().stream().anyMatch(Condition.Failed.class::isInstance);
        var lines = conditions.entrySet().stream().map(HealthPage::line).collect(joining());
        if (failed) {
            return new HealthPage(503, lines + name + " check failed\n");
        }
        return new HealthPage(200, verbose ? lines + name + " check passed\n" : "ok");
    }

    private static String line(Map.Entry<String, Condition> check) {
        var name = check.getKey();
        return switch (check.getValue()) {
            case Condition.Ok() -> "[+]%s ok%n".formatted(name);
            case Condition.Degraded(var why) -> "[+]%s degraded: %s%n".formatted(name, why);
            case Condition.Failed(var why) -> "[-]%s failed: %s%n".formatted(name, why);
        };
    }
}
