package io.nodebus.nodeagent.netfilter.kernel;

/// The kernel, or the tool that speaks to it, could not be asked.
final class KernelFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    KernelFailure(String message) {
        super(message);
    }

    KernelFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
