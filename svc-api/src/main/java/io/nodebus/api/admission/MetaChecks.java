package io.nodebus.api.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.api.status.Cause;
import io.nodebus.contracts.meta.ObjectMeta;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Metadata: names, labels, annotations.
final class MetaChecks {
    private static final int LARGEST_ANNOTATIONS_BYTES = 256 << 10;

    private MetaChecks() {}

    /// @param name the format names of this kind have
    static void check(Checks checks, ObjectMeta meta, Function<String, List<String>> name) {
        meta.generateName()
                .ifPresent(prefix -> checks.format("metadata.generateName", prefix + "x", name));
        var given = meta.name().orElse("");
        if (given.isEmpty()) {
            checks.add(Cause.required("metadata.name", "name or generateName is required"));
        } else {
            checks.format("metadata.name", given, name);
        }
        meta.namespace()
                .ifPresent(
                        namespace -> checks.named("metadata.namespace", namespace, Formats::label));
        labels(checks, "metadata.labels", meta);
        annotations(checks, meta);
    }

    private static void labels(Checks checks, String field, ObjectMeta meta) {
        meta.labels()
                .forEach((key, value) -> {
                    checks.format(field, key, Formats::qualifiedName);
                    checks.format(field, value, Formats::labelValue);
                });
    }

    private static void annotations(Checks checks, ObjectMeta meta) {
        var bytes = 0;
        for (var annotation : meta.annotations().entrySet()) {
            // Upper case letters before the slash are let through, as Kubernetes does here only.
            checks.format(
                    "metadata.annotations",
                    annotation.getKey().toLowerCase(Locale.ROOT),
                    Formats::qualifiedName);
            bytes += annotation.getKey().getBytes(UTF_8).length;
            bytes += annotation.getValue().getBytes(UTF_8).length;
        }
        checks.require(
                bytes <= LARGEST_ANNOTATIONS_BYTES,
                Cause.tooLong(
                        "metadata.annotations",
                        "may not be more than %d bytes, got %d"
                                .formatted(LARGEST_ANNOTATIONS_BYTES, bytes)));
    }
}
