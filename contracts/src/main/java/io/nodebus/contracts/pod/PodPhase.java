package io.nodebus.contracts.pod;

/// Where a pod is in its life. Spelled as in the Kubernetes API.
public enum PodPhase {
    Pending,
    Running,
    Succeeded,
    Failed,
    Unknown;

    /// A terminal pod never runs again.
    public boolean isTerminal() {
        return this == Succeeded || this == Failed;
    }
}
