package io.nodebus.bus.node;

import io.nodebus.bus.clock.Timekeeper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands letters over one at a time: the next when the last is done. Confined to the turns it has.
final class Letterbox {
    private static final Logger LOG = LoggerFactory.getLogger(Letterbox.class);

    /// What is handed over in one turn; others share the thread.
    private static final int MOST_IN_A_TURN = 200;

    private final Timekeeper turns;
    private final ArrayDeque<Letter> letters = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    private record Letter(Supplier<Future<?>> open, Promise<Void> done) {}

    Letterbox(Timekeeper turns) {
        this.turns = turns;
    }

    /// @return done when the letter was taken
    Future<Void> put(Supplier<Future<?>> letter) {
        var done = Promise.<Void>promise();
        letters.add(new Letter(letter, done));
        handOver();
        return done.future();
    }

    /// Nothing is handed over any more.
    void close() {
        closed = true;
        letters.forEach(letter -> letter.done().fail("the hearer has stopped"));
        letters.clear();
    }

    private void handOver() {
        for (var left = MOST_IN_A_TURN; !busy && !closed && !letters.isEmpty(); left--) {
            if (left == 0) {
                turns.soon(this::handOver);
                return;
            }
            open(letters.remove());
        }
    }

    private void open(Letter letter) {
        busy = true;
        var taken = turns.here(taken(letter));
        if (taken.isComplete()) {
            busy = false;
            letter.done().complete();
        } else {
            taken.onComplete(_ -> {
                busy = false;
                letter.done().complete();
                handOver();
            });
        }
    }

    private static Future<?> taken(Letter letter) {
        try {
            return letter.open().get();
        } catch (RuntimeException e) {
            // A listener that throws instead of failing has a fault; the others still hear.
            LOG.atError().setCause(e).log("a hearer failed");
            return Future.succeededFuture();
        }
    }
}
