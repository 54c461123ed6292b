package io.nodebus.api.door;

import io.nodebus.api.view.Opens;
import io.nodebus.contracts.config.ConfigBound.SecretBound;
import io.nodebus.contracts.config.ConfigDesired.SecretWanted;
import io.nodebus.contracts.config.Secret;
import java.util.Optional;

/// Seals and opens Secrets. The same input gives the same output, so that a decision stays one.
public interface Seals extends Opens {
    /// Under the fleet's key, for `config.desired`.
    SecretWanted seal(Secret secret);

    /// To a node's key, for `config.bound`. Nothing when it was sealed with a fleet key we have
    /// not, or the node's key is none: then the node gets nothing, and says so.
    ///
    /// @param boundKey the record's key
    Optional<SecretBound> seal(
            SecretWanted secret, String boundKey, String nodeUid, String publicKey);
}
