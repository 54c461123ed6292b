package io.nodebus.nodeagent.network;

/// The network could not be made as planned.
public final class NetworkFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    NetworkFailure(String message) {
        super(message);
    }

    NetworkFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
