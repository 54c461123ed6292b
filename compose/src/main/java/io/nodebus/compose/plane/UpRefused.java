package io.nodebus.compose.plane;

/// `up` cannot be done here; the message is the one line that says why and what to do. Exit code 2.
public final class UpRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    UpRefused(String message) {
        super(message);
    }
}
