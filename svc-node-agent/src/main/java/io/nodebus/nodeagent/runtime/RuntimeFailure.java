package io.nodebus.nodeagent.runtime;

/// The runtime refused or could not be reached.
public final class RuntimeFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// What kind of failure, as far as it changes what to do next.
    public enum Kind {
        /// There is no such sandbox, container or image.
        NOT_FOUND,
        /// Nobody answers on the socket.
        UNAVAILABLE,
        /// No answer in time; it may have happened or not.
        TIMEOUT,
        /// Refused, with the runtime's words.
        REFUSED
    }

    private final Kind kind;

    public RuntimeFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public RuntimeFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
