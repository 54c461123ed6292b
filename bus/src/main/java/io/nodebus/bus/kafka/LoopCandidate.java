package io.nodebus.bus.kafka;

import io.nodebus.bus.NotLeading;
import io.nodebus.bus.loop.DecisionLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service that is only its loop: it leads, or it follows.
public record LoopCandidate(DecisionLoop<?> loop) implements Candidate {
    private static final Logger LOG = LoggerFactory.getLogger(LoopCandidate.class);

    @Override
    public void leads(Leadership leadership) {
        loop.lead(leadership.stamps()).onFailure(cause -> unled(leadership, cause));
    }

    @Override
    public void follows(String because) {
        loop.follow();
    }

    /// A term that ended before it began is nothing to tell of.
    public static void unled(Leadership leadership, Throwable cause) {
        if (!(cause instanceof NotLeading)) {
            LOG.atError()
                    .addKeyValue("service", leadership.service())
                    .addKeyValue("epoch", leadership.epoch())
                    .addKeyValue("because", cause.toString())
                    .log("elected, and does not lead");
        }
    }
}
