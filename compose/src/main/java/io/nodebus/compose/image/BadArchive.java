package io.nodebus.compose.image;

/// A file that is no archive of images; the message names it and says what would be one.
public final class BadArchive extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadArchive(String message) {
        super(message);
    }
}
