package io.nodebus.api.admission;

import io.nodebus.api.status.Cause;
import io.nodebus.contracts.config.ConfigMap;
import io.nodebus.contracts.config.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// ConfigMaps and Secrets, alone and against what was there before.
final class ConfigChecks {
    private static final Map<String, List<String>> NEEDED =
            Map.of(
                    "kubernetes.io/tls", List.of("tls.crt", "tls.key"),
                    "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
                    "kubernetes.io/dockercfg", List.of(".dockercfg"),
                    "kubernetes.io/ssh-auth", List.of("ssh-privatekey"));
    private static final String IMMUTABLE = "field is immutable when `immutable` is set";

    private ConfigChecks() {}

    static List<Cause> check(ConfigMap map) {
        var checks = new Checks();
        MetaChecks.check(checks, map.metadata(), Formats::subdomain);
        for (var key : map.data().keySet()) {
            checks.format("data[" + key + "]", key, Formats::configKey);
            checks.require(
                    !map.binaryData().containsKey(key),
                    Cause.invalid(
                            "data[" + key + "]", key, "duplicate of key present in binaryData"));
        }
        map.binaryData()
                .forEach((key, value) -> {
                    checks.format("binaryData[" + key + "]", key, Formats::configKey);
                    base64(checks, "binaryData[" + key + "]", value);
                });
        return checks.causes();
    }

    static List<Cause> check(Secret secret) {
        var checks = new Checks();
        MetaChecks.check(checks, secret.metadata(), Formats::subdomain);
        secret.data()
                .forEach((key, value) -> {
                    checks.format("data[" + key + "]", key, Formats::configKey);
                    base64(checks, "data[" + key + "]", value);
                });
        secret.stringData()
                .keySet()
                .forEach(key -> checks.format("stringData[" + key + "]", key, Formats::configKey));
        for (var key : NEEDED.getOrDefault(secret.type().orElse(""), List.of())) {
            checks.require(
                    secret.data().containsKey(key) || secret.stringData().containsKey(key),
                    Cause.required("data[" + key + "]", ""));
        }
        return checks.causes();
    }

    /// The value is a Secret's as often as not: it is never repeated in the answer.
    private static void base64(Checks checks, String field, String value) {
        try {
            Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            checks.add(Cause.unknown(field, "Invalid value: must be base64, " + e.getMessage()));
        }
    }

    static List<Cause> change(ConfigMap before, ConfigMap after) {
        if (!before.immutable().orElse(false)) {
            return List.of();
        }
        return frozen(
                after.immutable().orElse(false),
                before.data().equals(after.data()),
                before.binaryData().equals(after.binaryData()));
    }

    static List<Cause> change(Secret before, Secret after) {
        var causes = new ArrayList<Cause>();
        if (!Objects.equals(before.type(), after.type())) {
            causes.add(Cause.invalid("type", after.type().orElse(""), "field is immutable"));
        }
        if (before.immutable().orElse(false)) {
            causes.addAll(
                    frozen(
                            after.immutable().orElse(false),
                            before.data().equals(after.data()),
                            true));
        }
        return causes;
    }

    private static List<Cause> frozen(boolean still, boolean sameText, boolean sameBytes) {
        var checks = new Checks();
        checks.require(still, Cause.forbidden("immutable", IMMUTABLE));
        checks.require(sameText, Cause.forbidden("data", IMMUTABLE));
        checks.require(sameBytes, Cause.forbidden("binaryData", IMMUTABLE));
        return checks.causes();
    }
}
