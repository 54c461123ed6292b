package io.nodebus.nodeagent.pods;

/// Where the agent may be killed between two steps of its work. Tests end it there; everywhere else
/// nothing happens.
@FunctionalInterface
public interface Crash {
    Crash NEVER = _ -> {};

    /// Steps in the order a pod takes them, but that its image is fetched while its sandbox is
    /// made. Each is the moment after what it names, and before anybody is told.
    enum Step {
        SANDBOX_ORDERED,
        SANDBOX_RUN,
        IMAGE_ORDERED,
        IMAGE_THERE,
        START_ORDERED,
        CONTAINER_CREATED,
        CONTAINER_STARTED,
        STOP_ORDERED,
        CONTAINER_STOPPED,
        DROP_ORDERED,
        SANDBOX_STOPPED,
        SANDBOX_REMOVED
    }

    void at(Step step);
}
