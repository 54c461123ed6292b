package io.nodebus.bus.kafka;

import io.vertx.core.Future;
import java.util.List;

/// Says without transactions: hearers tell a past leader's records by their epoch.
record PlainTerm(KafkaBus bus) implements Term {
    @Override
    public Future<Void> say(List<Writer.Letter> letters) {
        return bus.write(letters);
    }

    @Override
    public Future<Void> end() {
        return Future.succeededFuture();
    }
}
