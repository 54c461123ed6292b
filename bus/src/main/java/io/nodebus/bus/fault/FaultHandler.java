package io.nodebus.bus.fault;

import org.slf4j.LoggerFactory;

/// Hears of every fault of ours. One per process: it decides whether the process can go on.
@FunctionalInterface
public interface FaultHandler {
    /// Logs, and leaves it to health to say that a loop has stopped.
    FaultHandler LOGS =
            (what, cause) ->
                    LoggerFactory.getLogger(FaultHandler.class).atError().setCause(cause).log(what);

    /// @param what which loop did what when it happened
    void fault(String what, Throwable cause);
}
