package io.nodebus.bus.journal;

/// The journal could not be written. What it holds from here on is unknown, so nothing is promised
/// any more: the process must start anew.
public final class JournalBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    JournalBroken(String journal, Throwable cause) {
        super("journal " + journal + " could not be written: " + cause, cause);
    }
}
