package io.nodebus.bus;

/// A record can never be said: it is too large, or its topic is not there. The message names the
/// topic, the key and what would be right.
public final class Unsayable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unsayable(String message) {
        super(message);
    }
}
