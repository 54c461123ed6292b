package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.RuntimeFailure;
import java.util.Optional;

/// Makes calls fail. Asked at the moment a call would take effect.
@FunctionalInterface
public interface Trouble {
    Trouble NONE = (verb, subject) -> Optional.empty();

    /// @param verb the method's name in `ContainerRuntime`
    /// @param subject an id, a reference, or the pod's or container's name where there is no id yet
    Optional<RuntimeFailure> of(String verb, String subject);
}
