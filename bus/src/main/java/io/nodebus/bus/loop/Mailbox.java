package io.nodebus.bus.loop;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/// Work that waits for its turn, one piece at a time: the next begins when the last has completed.
/// Confined to the loop's context.
final class Mailbox {
    private final ArrayDeque<Letter> letters = new ArrayDeque<>();
    private boolean busy;
    private boolean turning;

    /// @param work begins it; what it returns completes on the loop's context
    private record Letter(Supplier<Future<Void>> work, Promise<Void> done) {}

    /// Completes when the work has.
    Future<Void> add(Supplier<Future<Void>> work) {
        var letter = new Letter(work, Promise.promise());
        letters.add(letter);
        turn();
        return letter.done().future();
    }

    int size() {
        return letters.size();
    }

    // Completing a letter makes buses hand over the next record at once, from inside this loop: the
    // flag turns that recursion into iteration.
    private void turn() {
        if (turning) {
            return;
        }
        turning = true;
        try {
            while (!busy && !letters.isEmpty()) {
                take(letters.remove());
            }
        } finally {
            turning = false;
        }
    }

    private void take(Letter letter) {
        busy = true;
        var work = letter.work().get();
        if (work.isComplete()) {
            settle(letter, work);
        } else {
            work.onComplete(_ -> {
                settle(letter, work);
                turn();
            });
        }
    }

    private void settle(Letter letter, Future<Void> work) {
        busy = false;
        if (work.succeeded()) {
            letter.done().complete();
        } else {
            letter.done().fail(work.cause());
        }
    }
}
