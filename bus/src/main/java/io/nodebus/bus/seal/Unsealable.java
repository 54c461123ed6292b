package io.nodebus.bus.seal;

/// A sealed value cannot be opened with the key at hand.
public final class Unsealable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unsealable(String message) {
        super(message);
    }

    public Unsealable(String message, Throwable cause) {
        super(message, cause);
    }
}
