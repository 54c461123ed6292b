package io.nodebus.contracts.pod;

/// What follows when a container ends. Spelled as in the Kubernetes API.
public enum RestartPolicy {
    Always,
    OnFailure,
    Never;

    /// Whether a container that ended with this exit code is started again.
    public boolean restartsAfter(int exitCode) {
        return switch (this) {
            case Always -> true;
            case OnFailure -> exitCode != 0;
            case Never -> false;
        };
    }
}
