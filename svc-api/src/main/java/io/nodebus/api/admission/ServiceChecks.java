package io.nodebus.api.admission;

import io.nodebus.api.status.Cause;
import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServicePort;
import io.nodebus.contracts.service.ServiceSpec;
import io.nodebus.contracts.service.ServiceType;
import io.nodebus.contracts.service.SessionAffinity;
import io.nodebus.contracts.service.TargetPort;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether a Service makes sense, taken as written.
final class ServiceChecks {
    private static final int HIGHEST_PORT = 65_535;
    private static final int LONGEST_AFFINITY_SECONDS = 86_400;
    private static final String PORT_NUMBER = "must be between 1 and 65535, inclusive";

    private static final String ONE_FAMILY =
            "Nodebus has one family so far, IPv4; the other comes later";
    private static final String SOURCE_RANGES =
            "service.beta.kubernetes.io/load-balancer-source-ranges";

    private ServiceChecks() {}

    static List<Cause> check(Service service) {
        var checks = new Checks();
        var spec = service.spec();
        MetaChecks.check(checks, service.metadata(), Formats::serviceName);
        checks.require(
                !service.metadata().annotations().containsKey(SOURCE_RANGES),
                Cause.forbidden(
                        "metadata.annotations[" + SOURCE_RANGES + "]",
                        "may only be used when `type` is 'LoadBalancer'"));
        ports(checks, spec);
        spec.selector()
                .forEach((key, value) -> {
                    checks.format("spec.selector", key, Formats::qualifiedName);
                    checks.format("spec.selector", value, Formats::labelValue);
                });
        affinity(checks, spec);
        addresses(checks, spec);
        checks.require(
                isNodePort(spec) || spec.externalTrafficPolicy().isEmpty(),
                Cause.invalid(
                        "spec.externalTrafficPolicy",
                        spec.external().name(),
                        "may only be set for Services of type NodePort"));
        return checks.causes();
    }

    private static boolean isNodePort(ServiceSpec spec) {
        return spec.type().filter(ServiceType.NodePort::equals).isPresent();
    }

    private static void ports(Checks checks, ServiceSpec spec) {
        checks.require(
                !spec.ports().isEmpty() || spec.isHeadless(), Cause.required("spec.ports", ""));
        var names = new HashSet<String>();
        var ports = new HashSet<String>();
        var nodePorts = new HashSet<String>();
        for (var i = 0; i < spec.ports().size(); i++) {
            var field = "spec.ports[" + i + "]";
            var port = spec.ports().get(i);
            name(checks, field + ".name", port, spec.ports().size() > 1, names);
            number(checks, field + ".port", port.port());
            checks.require(
                    ports.add(port.port() + "/" + port.transport()),
                    Cause.duplicate(field, port.port() + "/" + port.transport()));
            checks.require(
                    port.transport() != Protocol.SCTP,
                    Cause.notYet(
                            field + ".protocol",
                            "Nodebus has TCP and UDP so far; SCTP comes later"));
            port.targetPort()
                    .flatMap(TargetPort::name)
                    .ifPresent(
                            name -> checks.format(field + ".targetPort", name, Formats::portName));
            nodePort(checks, field + ".nodePort", port, isNodePort(spec), nodePorts);
        }
    }

    private static void name(
            Checks checks, String field, ServicePort port, boolean isNeeded, Set<String> names) {
        var name = port.name().orElse("");
        if (name.isEmpty()) {
            checks.require(
                    !isNeeded, Cause.required(field, "must be there when there are several ports"));
        } else {
            checks.format(field, name, Formats::label);
            checks.require(names.add(name), Cause.duplicate(field, name));
        }
    }

    private static void number(Checks checks, String field, int number) {
        checks.require(
                number > 0 && number <= HIGHEST_PORT, Cause.invalid(field, number, PORT_NUMBER));
    }

    private static void nodePort(
            Checks checks, String field, ServicePort port, boolean isAllowed, Set<String> others) {
        port.nodePort()
                .ifPresent(number -> {
                    checks.require(
                            isAllowed,
                            Cause.forbidden(field, "may not be used when `type` is 'ClusterIP'"));
                    checks.require(
                            others.add(number + "/" + port.transport()),
                            Cause.duplicate(field, number));
                });
    }

    private static void affinity(Checks checks, ServiceSpec spec) {
        var sticks = spec.sessionAffinity().filter(SessionAffinity.ClientIP::equals).isPresent();
        checks.require(
                sticks || spec.sessionAffinityConfig().isEmpty(),
                Cause.forbidden(
                        "spec.sessionAffinityConfig",
                        "must not be set when session affinity is None"));
        spec.affinitySeconds()
                .filter(seconds -> seconds < 1 || seconds > LONGEST_AFFINITY_SECONDS)
                .ifPresent(seconds ->
                        checks.add(
                                Cause.invalid(
                                        "spec.sessionAffinityConfig.clientIP.timeoutSeconds",
                                        seconds,
                                        "must be between 1 and %d, inclusive"
                                                .formatted(LONGEST_AFFINITY_SECONDS))));
    }

    private static void addresses(Checks checks, ServiceSpec spec) {
        for (var i = 0; i < spec.ipFamilies().size(); i++) {
            checks.require(
                    spec.ipFamilies().get(i) == IpFamily.IPv4 && i == 0,
                    Cause.notYet("spec.ipFamilies[" + i + "]", ONE_FAMILY));
        }
        var clusterIp = spec.clusterIP().orElse("");
        checks.require(
                !spec.isHeadless() || !isNodePort(spec),
                Cause.invalid(
                        "spec.clusterIP",
                        clusterIp,
                        "may not be None for Services of type NodePort"));
        checks.require(
                clusterIp.isEmpty() || spec.isHeadless() || Network.address(clusterIp).isPresent(),
                Cause.invalid("spec.clusterIP", clusterIp, "must be None or an IPv4 address"));
        if (spec.clusterIPs().size() > 1) {
            checks.add(Cause.notYet("spec.clusterIPs[1]", ONE_FAMILY));
        } else {
            checks.require(
                    spec.clusterIPs().equals(spec.clusterIP().stream().toList()),
                    Cause.invalid(
                            "spec.clusterIPs",
                            String.join(",", spec.clusterIPs()),
                            "must be what `clusterIP` is"));
        }
    }
}
