package io.nodebus.contracts.pod;

import java.util.Optional;

/// All keys of a ConfigMap or Secret as variables. Exactly one of the two references is there.
///
/// @param prefix put before each key
public record EnvFromSource(
        Optional<String> prefix, Optional<Ref> configMapRef, Optional<Ref> secretRef) {
    /// @param optional whether nothing is set when there is no such object; absent means no
    public record Ref(String name, Optional<Boolean> optional) {}
}
