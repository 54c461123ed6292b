package io.nodebus.contracts.pod;

/// A transport protocol. Spelled as in the Kubernetes API.
public enum Protocol {
    TCP,
    UDP,
    SCTP
}
