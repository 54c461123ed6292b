package io.nodebus.api.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.atomic.AtomicBoolean;

/// An answer that goes on: it looks for more whenever it is woken, and waits when its client reads
/// slowly. Confined to the context of its request, except [#wake].
abstract class Stream {
    private final Context context;
    private final HttpServerResponse response;
    private final AtomicBoolean woken = new AtomicBoolean();
    private Runnable unsubscribe = () -> {};
    private boolean looking;
    private boolean again;
    private boolean over;

    Stream(HttpServerResponse response) {
        var current = Vertx.currentContext();
        if (current == null) {
            throw new IllegalStateException("a stream begins on the context of its request");
        }
        this.context = current;
        this.response = response;
    }

    /// Writes what is new. Completes when it did.
    abstract Future<Void> look();

    void begin(Reception reception) {
        response.setChunked(true).putHeader("Cache-Control", "no-cache, private");
        response.closeHandler(_ -> stop());
        unsubscribe = reception.onChange(this::wake);
        // Whoever watches something quiet still wants to know that it began.
        response.writeHead();
        turn();
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(_ -> {
                woken.set(false);
                turn();
            });
        }
    }

    private void turn() {
        if (over) {
            return;
        }
        if (looking) {
            again = true;
            return;
        }
        if (response.writeQueueFull()) {
            response.drainHandler(_ -> turn());
            return;
        }
        looking = true;
        again = false;
        look().onComplete(looked -> {
            looking = false;
            if (looked.failed()) {
                end();
            } else if (again) {
                turn();
            }
        });
    }

    /// Looks once more when this look is over.
    void lookAgain() {
        again = true;
    }

    boolean isOver() {
        return over;
    }

    void end() {
        stop();
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }

    private void stop() {
        if (!over) {
            over = true;
            unsubscribe.run();
            stopped();
        }
    }

    /// Lets go of what the stream holds.
    void stopped() {}
}
