package io.nodebus.compose.manifest;

/// A manifest that cannot be read at all. The message begins with `file:line`.
public final class BadManifest extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadManifest(String file, int line, String message) {
        super(file + ":" + line + ": " + message);
    }
}
