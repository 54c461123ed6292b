package io.nodebus.nodeagent.containers;

import io.nodebus.contracts.pod.ContainerState;
import java.util.Optional;

/// Where one container of a pod is in its life. The methods of its states are the moves there are;
/// what is not a method cannot happen.
public sealed interface ContainerPhase permits Waiting, Running, Terminated {
    /// As the Kubernetes API shows it.
    ContainerState shown();

    /// How the attempt before this one ended.
    Optional<ContainerState.Terminated> before();

    /// How the newest attempt ended, or the one before it when it has not ended.
    default Optional<ContainerState.Terminated> lastEnd() {
        return this instanceof Terminated end ? Optional.of(end.shown()) : before();
    }

    /// The same with its last end in the runtime's own words, which come later than the end itself.
    ContainerPhase explained(String reason, Optional<String> message);

    /// A phase as it was shown, after a restart of the agent.
    static ContainerPhase recalled(
            ContainerState shown, Optional<ContainerState.Terminated> before) {
        return switch (shown) {
            case ContainerState.Waiting(var reason, var message) ->
                    new Waiting(reason, message, before);
            case ContainerState.Running(var at) -> new Running(at, before);
            case ContainerState.Terminated end -> new Terminated(end, before);
        };
    }
}
