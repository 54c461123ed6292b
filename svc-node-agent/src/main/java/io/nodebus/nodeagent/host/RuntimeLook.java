package io.nodebus.nodeagent.host;

import io.nodebus.nodeagent.registration.NodeNews;
import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.RuntimeCondition;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import java.util.List;

/// Asks a container runtime how it is. No answer is an answer too.
public final class RuntimeLook {
    private final ContainerRuntime runtime;

    public RuntimeLook(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    /// Blocks until the runtime answers or does not.
    public NodeNews.RuntimeSeen look() {
        try {
            return new NodeNews.RuntimeSeen(runtime.version(), runtime.conditions());
        } catch (RuntimeFailure e) {
            return new NodeNews.RuntimeSeen(
                    "",
                    List.of(
                            new RuntimeCondition(
                                    "RuntimeReady",
                                    false,
                                    "RuntimeUnavailable",
                                    String.valueOf(e.getMessage()))));
        }
    }
}
