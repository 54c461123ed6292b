package io.nodebus.nodeagent.runtime;

import java.time.Instant;

/// What a runtime says by itself.
public sealed interface RuntimeEvent {
    /// The main process of a container or sandbox ended. Comes about 48 ms before the CRI admits
    /// it.
    record Exited(String containerId, int exitCode, Instant at) implements RuntimeEvent {}

    /// The kernel ended a process of the container for want of memory.
    record OutOfMemory(String containerId) implements RuntimeEvent {}

    /// An image came, changed or went.
    record ImagesChanged(String name) implements RuntimeEvent {}

    /// The stream broke.
    record Disconnected(String message) implements RuntimeEvent {}

    /// The stream is there (again); what happened before was missed.
    record Reconnected() implements RuntimeEvent {}
}
