package io.nodebus.nodeagent.pods;

import io.nodebus.nodeagent.runtime.RuntimeFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What to tell of something that failed: the runtime's words, or what broke on our side. An order
/// is answered in any case, or its pod would wait for ever.
final class Words {
    private static final Logger LOG = LoggerFactory.getLogger(Words.class);

    private Words() {}

    static String of(RuntimeException failure) {
        if (failure instanceof RuntimeFailure) {
            return String.valueOf(failure.getMessage());
        }
        LOG.atError().setCause(failure).log("a fault of ours while an order was carried out");
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    /// It is not known whether it happened.
    static boolean leavesOpen(RuntimeException failure) {
        return !(failure instanceof RuntimeFailure refusal)
                || switch (refusal.kind()) {
                    case UNAVAILABLE, TIMEOUT -> true;
                    case NOT_FOUND, REFUSED -> false;
                };
    }
}
