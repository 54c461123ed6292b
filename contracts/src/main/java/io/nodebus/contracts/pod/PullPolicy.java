package io.nodebus.contracts.pod;

/// When an image is fetched. Spelled as in the Kubernetes API.
public enum PullPolicy {
    Always,
    IfNotPresent,
    Never
}
