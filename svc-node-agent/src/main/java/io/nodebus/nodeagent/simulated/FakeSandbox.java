package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.Sandbox;
import io.nodebus.nodeagent.runtime.SandboxConfig;
import java.time.Instant;
import java.util.Optional;

/// One simulated sandbox: ready as long as it has its address.
record FakeSandbox(String id, SandboxConfig config, Instant createdAt, Optional<String> address) {
    FakeSandbox stopped() {
        return new FakeSandbox(id, config, createdAt, Optional.empty());
    }

    boolean ready() {
        return address.isPresent();
    }

    /// As the CRI shows it.
    Sandbox seen() {
        return new Sandbox(
                id,
                config.namespace(),
                config.name(),
                config.uid(),
                config.attempt(),
                ready(),
                createdAt,
                address,
                config.labels());
    }

    /// As the CRI lists it.
    Sandbox listed() {
        return new Sandbox(
                id,
                config.namespace(),
                config.name(),
                config.uid(),
                config.attempt(),
                ready(),
                createdAt,
                Optional.empty(),
                config.labels());
    }
}
