package io.nodebus.api.admission;

import io.nodebus.api.status.Cause;
import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.ContainerPort;
import io.nodebus.contracts.pod.EnvFromSource;
import io.nodebus.contracts.pod.EnvVar;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// One container of a pod.
final class ContainerChecks {
    private static final int HIGHEST_PORT = 65535;
    private static final List<String> FIELDS =
            List.of(
                    "metadata.name",
                    "metadata.namespace",
                    "metadata.uid",
                    "spec.nodeName",
                    "status.hostIP",
                    "status.podIP");
    private static final Pattern SUBSCRIPT =
            Pattern.compile("metadata\\.(labels|annotations)\\['(.*)'\\]");

    private ContainerChecks() {}

    static void check(Checks checks, String field, Container container) {
        checks.named(field + ".name", container.name(), Formats::label);
        image(checks, field + ".image", container.image());
        ports(checks, field + ".ports", container.ports());
        for (var i = 0; i < container.env().size(); i++) {
            variable(checks, field + ".env[" + i + "]", container.env().get(i));
        }
        for (var i = 0; i < container.envFrom().size(); i++) {
            envFrom(checks, field + ".envFrom[" + i + "]", container.envFrom().get(i));
        }
        container
                .resources()
                .ifPresent(
                        resources -> ResourceChecks.check(checks, field + ".resources", resources));
        container
                .workingDir()
                .ifPresent(folder ->
                        checks.require(
                                folder.startsWith("/"),
                                Cause.invalid(
                                        field + ".workingDir",
                                        folder,
                                        "must be an absolute path")));
    }

    private static void image(Checks checks, String field, String image) {
        if (image.isEmpty()) {
            checks.add(Cause.required(field, ""));
        } else {
            checks.require(
                    image.equals(image.strip()),
                    Cause.invalid(field, image, "must not have leading or trailing whitespace"));
        }
    }

    private static void ports(Checks checks, String field, List<ContainerPort> ports) {
        var names = new HashSet<String>();
        for (var i = 0; i < ports.size(); i++) {
            var at = field + "[" + i + "]";
            var port = ports.get(i);
            checks.require(
                    port.containerPort() >= 1 && port.containerPort() <= HIGHEST_PORT,
                    Cause.invalid(
                            at + ".containerPort",
                            port.containerPort(),
                            "must be between 1 and 65535, inclusive"));
            port.name()
                    .filter(name -> !name.isEmpty())
                    .ifPresent(name -> {
                        checks.format(at + ".name", name, Formats::portName);
                        checks.require(names.add(name), Cause.duplicate(at + ".name", name));
                    });
        }
    }

    private static void variable(Checks checks, String field, EnvVar variable) {
        checks.named(field + ".name", variable.name(), Formats::variable);
        variable.valueFrom()
                .ifPresent(source -> {
                    var from = field + ".valueFrom";
                    checks.require(
                            variable.value().orElse("").isEmpty(),
                            Cause.invalid(
                                    from, "", "may not be specified when `value` is not empty"));
                    source(checks, from, source);
                });
    }

    private static void source(Checks checks, String field, EnvVar.Source source) {
        var given =
                (source.configMapKeyRef().isPresent() ? 1 : 0)
                        + (source.secretKeyRef().isPresent() ? 1 : 0)
                        + (source.fieldRef().isPresent() ? 1 : 0);
        checks.require(
                given > 0,
                Cause.invalid(
                        field,
                        "",
                        "must specify one of: `fieldRef`, `configMapKeyRef` or `secretKeyRef`"));
        checks.require(
                given < 2,
                Cause.invalid(field, "", "may not have more than one field specified at a time"));
        source.configMapKeyRef()
                .ifPresent(ref -> reference(checks, field + ".configMapKeyRef", ref));
        source.secretKeyRef().ifPresent(ref -> reference(checks, field + ".secretKeyRef", ref));
        source.fieldRef().ifPresent(ref -> fieldPath(checks, field + ".fieldRef", ref.fieldPath()));
    }

    private static void reference(Checks checks, String field, EnvVar.KeyRef reference) {
        checks.named(field + ".name", reference.name(), Formats::subdomain);
        checks.named(field + ".key", reference.key(), Formats::configKey);
    }

    private static void fieldPath(Checks checks, String field, String path) {
        if (path.isEmpty()) {
            checks.add(Cause.required(field + ".fieldPath", ""));
            return;
        }
        var subscript = SUBSCRIPT.matcher(path);
        if (subscript.matches()) {
            checks.format(field + ".fieldPath", subscript.group(2), Formats::qualifiedName);
        } else {
            checks.require(
                    FIELDS.contains(path), Cause.unsupported(field + ".fieldPath", path, FIELDS));
        }
    }

    private static void envFrom(Checks checks, String field, EnvFromSource source) {
        source.prefix()
                .filter(prefix -> !prefix.isEmpty())
                .ifPresent(prefix -> checks.format(field + ".prefix", prefix, Formats::variable));
        checks.require(
                source.configMapRef().isPresent() || source.secretRef().isPresent(),
                Cause.invalid(field, "", "must specify one of: `configMapRef` or `secretRef`"));
        checks.require(
                source.configMapRef().isEmpty() || source.secretRef().isEmpty(),
                Cause.invalid(field, "", "may not have more than one field specified at a time"));
        source.configMapRef()
                .ifPresent(ref ->
                        checks.named(field + ".configMapRef.name", ref.name(), Formats::subdomain));
        source.secretRef()
                .ifPresent(ref ->
                        checks.named(field + ".secretRef.name", ref.name(), Formats::subdomain));
    }
}
