package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A namespace: there because something is in it. `default` is always there.
public record NamespaceSeen(String name, Instant since, Versions versions) implements Seen {
    @Override
    public Resource resource() {
        return Resource.NAMESPACES;
    }

    @Override
    public String namespace() {
        return "";
    }

    /// A namespace that comes again is the same one.
    @Override
    public String uid() {
        return name;
    }

    @Override
    public Map<String, String> labels() {
        return Map.of("kubernetes.io/metadata.name", name);
    }

    @Override
    public NamespaceSeen with(Versions newer) {
        return new NamespaceSeen(name, since, newer);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return true;
    }

    @Override
    public Optional<String> field(String path) {
        return switch (path) {
            case "metadata.name" -> Optional.of(name);
            case "status.phase" -> Optional.of("Active");
            default -> Optional.empty();
        };
    }
}
