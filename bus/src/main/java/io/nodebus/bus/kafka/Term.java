package io.nodebus.bus.kafka;

import io.vertx.core.Future;
import java.util.List;

/// How a leader says what it says.
interface Term {
    /// Completes when all are durable. A failure ends the term: what is durable is then not known,
    /// and the next leader reads it.
    Future<Void> say(List<Writer.Letter> letters);

    /// Nothing is said after this.
    Future<Void> end();
}
