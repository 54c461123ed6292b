package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.config.ConfigDesired.SecretWanted;
import java.util.Map;
import java.util.Optional;

/// A Secret, sealed as it lies on the topic. It is opened for whoever asks, and not before.
public record SecretSeen(SecretWanted wanted, Versions versions) implements Seen {
    @Override
    public Resource resource() {
        return Resource.SECRETS;
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
    public SecretSeen with(Versions newer) {
        return new SecretSeen(wanted, newer);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return before instanceof SecretSeen secret && secret.wanted.equals(wanted);
    }

    @Override
    public Optional<String> field(String path) {
        return switch (path) {
            case "metadata.name" -> Optional.of(name());
            case "metadata.namespace" -> Optional.of(namespace());
            case "type" -> Optional.of(wanted.type());
            default -> Optional.empty();
        };
    }
}
