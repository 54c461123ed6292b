package io.nodebus.contracts.service;

/// Whether a client comes back to the endpoint it had before.
public enum SessionAffinity {
    None,
    ClientIP
}
