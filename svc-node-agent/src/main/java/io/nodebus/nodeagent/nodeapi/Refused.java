package io.nodebus.nodeagent.nodeapi;

/// A request that is not answered, with the HTTP status that says why.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    Refused(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
