package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.config.ConfigMap;
import java.util.Map;
import java.util.Optional;

/// A ConfigMap.
public record ConfigMapSeen(ConfigMap wanted, Versions versions) implements Seen {
    @Override
    public Resource resource() {
        return Resource.CONFIGMAPS;
    }

    @Override
    public String namespace() {
        return wanted.metadata().namespace().orElse("");
    }

    @Override
    public String name() {
        return wanted.metadata().name().orElse("");
    }

    @Override
    public String uid() {
        return wanted.metadata().uid().orElse("");
    }

    @Override
    public Map<String, String> labels() {
        return wanted.metadata().labels();
    }

    @Override
    public ConfigMapSeen with(Versions newer) {
        return new ConfigMapSeen(wanted, newer);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return before instanceof ConfigMapSeen map && map.wanted.equals(wanted);
    }

    @Override
    public Optional<String> field(String path) {
        return switch (path) {
            case "metadata.name" -> Optional.of(name());
            case "metadata.namespace" -> Optional.of(namespace());
            default -> Optional.empty();
        };
    }
}
