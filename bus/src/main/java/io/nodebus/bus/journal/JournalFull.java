package io.nodebus.bus.journal;

/// A record can never be kept in a journal of this size. The message says what size would do.
public final class JournalFull extends RuntimeException {
    private static final long serialVersionUID = 1;

    JournalFull(String message) {
        super(message);
    }
}
