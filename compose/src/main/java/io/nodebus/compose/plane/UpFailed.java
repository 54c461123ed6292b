package io.nodebus.compose.plane;

/// A plane did not come up; the message names the process and its log. Exit code 1.
public final class UpFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    UpFailed(String message) {
        super(message);
    }
}
