package io.nodebus.nodeagent.registration;

import io.nodebus.nodeagent.runtime.RuntimeCondition;
import java.util.List;

/// What is told of the node itself.
public sealed interface NodeNews {
    /// @param version e.g. `containerd 1.6.20`; empty when it did not answer
    /// @param conditions `RuntimeReady` and `NetworkReady`, or one that says why there is none
    record RuntimeSeen(String version, List<RuntimeCondition> conditions) implements NodeNews {
        public RuntimeSeen {
            conditions = List.copyOf(conditions);
        }
    }

    record NetworkMade() implements NodeNews {}

    record NetworkFailed(String message) implements NodeNews {}
}
