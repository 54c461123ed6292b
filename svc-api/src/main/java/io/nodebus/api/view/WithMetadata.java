package io.nodebus.api.view;

import io.nodebus.contracts.meta.ObjectMeta;
import java.util.Map;
import java.util.Optional;

/// An object in a namespace that has its metadata as people see it.
public sealed interface WithMetadata extends Seen
        permits ServiceSeen, EndpointSliceSeen, EndpointsSeen, RuleSeen {
    ObjectMeta metadata();

    @Override
    default String namespace() {
        return metadata().namespace().orElse("");
    }

    @Override
    default String name() {
        return metadata().name().orElse("");
    }

    @Override
    default String uid() {
        return metadata().uid().orElse("");
    }

    @Override
    default Map<String, String> labels() {
        return metadata().labels();
    }

    @Override
    default Optional<String> field(String path) {
        return switch (path) {
            case "metadata.name" -> Optional.of(name());
            case "metadata.namespace" -> Optional.of(namespace());
            default -> Optional.empty();
        };
    }
}
