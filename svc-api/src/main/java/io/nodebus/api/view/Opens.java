package io.nodebus.api.view;

import io.nodebus.contracts.config.ConfigDesired.SecretWanted;
import io.nodebus.contracts.config.Secret;

/// Opens what lies sealed on `config.desired`, for the person who asked to see it.
@FunctionalInterface
public interface Opens {
    /// @throws RuntimeException when it was sealed with a key we have not
    Secret open(SecretWanted sealed);
}
