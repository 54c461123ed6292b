package io.nodebus.bus.broker;

/// The broker did not start. The message says where and why.
public final class BrokerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokerFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
