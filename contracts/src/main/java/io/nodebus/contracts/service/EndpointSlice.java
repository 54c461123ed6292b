package io.nodebus.contracts.service;

import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.pod.Protocol;
import java.util.List;
import java.util.Optional;

/// Endpoints of a Service, given by hand or by another control plane.
public record EndpointSlice(
        ObjectMeta metadata, IpFamily addressType, List<Endpoint> endpoints, List<Port> ports) {
    /// The label that names the Service it belongs to.
    public static final String SERVICE_NAME = "kubernetes.io/service-name";

    public EndpointSlice {
        endpoints = List.copyOf(endpoints);
        ports = List.copyOf(ports);
    }

    /// `namespace/name`.
    public String key() {
        return metadata.key();
    }

    /// The key of the Service it belongs to, when it says so.
    public Optional<String> serviceKey() {
        return Optional.ofNullable(metadata.labels().get(SERVICE_NAME))
                .map(name -> ObjectMeta.named(namespace(), name).key());
    }

    private String namespace() {
        return metadata.namespace().orElse(ObjectMeta.DEFAULT_NAMESPACE);
    }

    /// @param addresses only the first counts
    public record Endpoint(
            List<String> addresses,
            Optional<Conditions> conditions,
            Optional<String> hostname,
            Optional<TargetRef> targetRef,
            Optional<String> nodeName) {
        public Endpoint {
            addresses = List.copyOf(addresses);
        }
    }

    /// @param ready absent means yes
    /// @param serving absent means as `ready`
    /// @param terminating absent means no
    public record Conditions(
            Optional<Boolean> ready, Optional<Boolean> serving, Optional<Boolean> terminating) {
        public static final Conditions UNSAID =
                new Conditions(Optional.empty(), Optional.empty(), Optional.empty());

        public boolean isReady() {
            return ready.orElse(true);
        }

        public boolean isServing() {
            return serving.orElseGet(this::isReady);
        }

        public boolean isTerminating() {
            return terminating.orElse(false);
        }
    }

    /// What an endpoint stands for, as in `v1.ObjectReference`.
    public record TargetRef(
            Optional<String> kind,
            Optional<String> namespace,
            Optional<String> name,
            Optional<String> uid) {}

    /// @param name which port of the Service this is
    /// @param protocol absent means `TCP`
    public record Port(Optional<String> name, Optional<Protocol> protocol, Optional<Integer> port) {
        public Protocol transport() {
            return protocol.orElse(Protocol.TCP);
        }
    }
}
