package io.nodebus.bus.fault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hears of every fault of ours. One per process: it decides whether the process can go on.
public interface FaultHandler {
    /// Logs both, and leaves it to health to say that a loop has stopped.
    FaultHandler LOGS = new LoggedFaults();

    /// A loop fell over one record, set it aside and goes on without it.
    ///
    /// @param what which loop, which record
    void quarantined(String what, Throwable cause);

    /// A loop has stopped: nothing it was responsible for is decided any more.
    ///
    /// @param what which loop did what when it happened
    void stopped(String what, Throwable cause);

    /// The least a handler does.
    final class LoggedFaults implements FaultHandler {
        private static final Logger LOG = LoggerFactory.getLogger(FaultHandler.class);

        private LoggedFaults() {}

        @Override
        public void quarantined(String what, Throwable cause) {
            LOG.atError().setCause(cause).log(what);
        }

        @Override
        public void stopped(String what, Throwable cause) {
            LOG.atError().setCause(cause).log(what + "; this loop has stopped");
        }
    }
}
