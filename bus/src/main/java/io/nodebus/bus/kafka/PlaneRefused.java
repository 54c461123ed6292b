package io.nodebus.bus.kafka;

/// The bus that answers is not one this process can work with. The message says what it is and what
/// would be right.
public final class PlaneRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PlaneRefused(String message) {
        super(message);
    }
}
