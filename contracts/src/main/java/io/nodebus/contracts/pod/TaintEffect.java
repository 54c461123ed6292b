package io.nodebus.contracts.pod;

/// What a taint does to pods that do not tolerate it. Spelled as in the Kubernetes API.
public enum TaintEffect {
    NoSchedule,
    PreferNoSchedule,
    NoExecute
}
