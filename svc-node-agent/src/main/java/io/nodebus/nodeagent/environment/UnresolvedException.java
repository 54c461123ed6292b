package io.nodebus.nodeagent.environment;

/// A variable whose source is not there. The message is what kubelet says: users search for it.
public final class UnresolvedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnresolvedException(String message) {
        super(message, null, false, false);
    }
}
