package io.nodebus.api.admission;

import io.nodebus.contracts.pod.Container;
import io.nodebus.contracts.pod.ContainerPort;
import io.nodebus.contracts.pod.EnvVar;
import io.nodebus.contracts.pod.PodSpec;
import io.nodebus.contracts.pod.ResourceRequirements;
import java.util.Optional;
import java.util.TreeMap;

/// What holds where nobody said anything, written out so that everybody reads the same.
final class PodDefaults {
    private static final String FIELD_VERSION = "v1";

    private PodDefaults() {}

    static PodSpec filled(PodSpec spec) {
        return new PodSpec(
                spec.containers().stream().map(PodDefaults::filled).toList(),
                Optional.of(spec.restarts()),
                Optional.of(spec.graceSeconds()),
                spec.nodeSelector(),
                spec.affinity(),
                spec.tolerations(),
                spec.hostname(),
                spec.subdomain(),
                spec.nodeName().filter(name -> !name.isEmpty()));
    }

    /// As it is shown once it has a place.
    static PodSpec placed(PodSpec spec, Optional<String> node) {
        return new PodSpec(
                spec.containers(),
                spec.restartPolicy(),
                spec.terminationGracePeriodSeconds(),
                spec.nodeSelector(),
                spec.affinity(),
                spec.tolerations(),
                spec.hostname(),
                spec.subdomain(),
                spec.nodeName().or(() -> node));
    }

    private static Container filled(Container container) {
        return new Container(
                container.name(),
                container.image(),
                container.command(),
                container.args(),
                container.workingDir(),
                container.ports().stream().map(PodDefaults::filled).toList(),
                container.envFrom(),
                container.env().stream().map(PodDefaults::filled).toList(),
                Optional.of(filled(container.requirements())),
                Optional.of(container.pulls()),
                container.stdin(),
                container.stdinOnce(),
                container.tty());
    }

    private static ContainerPort filled(ContainerPort port) {
        return new ContainerPort(port.containerPort(), port.name(), Optional.of(port.transport()));
    }

    private static EnvVar filled(EnvVar variable) {
        return new EnvVar(
                variable.name(),
                variable.value(),
                variable.valueFrom()
                        .map(source ->
                                new EnvVar.Source(
                                        source.configMapKeyRef(),
                                        source.secretKeyRef(),
                                        source.fieldRef().map(PodDefaults::filled))));
    }

    private static EnvVar.FieldRef filled(EnvVar.FieldRef field) {
        return new EnvVar.FieldRef(
                field.fieldPath(), Optional.of(field.apiVersion().orElse(FIELD_VERSION)));
    }

    /// A limit without a request asks for the limit.
    private static ResourceRequirements filled(ResourceRequirements resources) {
        var requests = new TreeMap<>(resources.limits());
        requests.putAll(resources.requests());
        return new ResourceRequirements(requests, resources.limits());
    }
}
