package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServiceType;
import java.util.Optional;

/// A Service, with what it was given at admission.
public record ServiceSeen(Service wanted, Versions versions) implements WithMetadata {
    @Override
    public Resource resource() {
        return Resource.SERVICES;
    }

    @Override
    public ObjectMeta metadata() {
        return wanted.metadata();
    }

    @Override
    public ServiceSeen with(Versions newer) {
        return new ServiceSeen(wanted, newer);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return before instanceof ServiceSeen service && service.wanted.equals(wanted);
    }

    @Override
    public Optional<String> field(String path) {
        return switch (path) {
            case "spec.type" ->
                    Optional.of(wanted.spec().type().orElse(ServiceType.ClusterIP).name());
            case "spec.clusterIP" -> Optional.of(wanted.spec().clusterIP().orElse(""));
            default -> WithMetadata.super.field(path);
        };
    }
}
