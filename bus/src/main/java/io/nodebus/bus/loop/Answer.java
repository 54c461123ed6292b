package io.nodebus.bus.loop;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/// An answer on its way back to the context that asked, if there was one: a caller's handlers must
/// not run on the loop's thread.
final class Answer<T> {
    private final @Nullable Context asker = Vertx.currentContext();
    private final Promise<T> promise = Promise.promise();

    Future<T> future() {
        return promise.future();
    }

    void give(AsyncResult<T> answer) {
        if (asker == null) {
            settle(answer);
        } else {
            asker.runOnContext(_ -> settle(answer));
        }
    }

    private void settle(AsyncResult<T> answer) {
        if (answer.succeeded()) {
            promise.complete(answer.result());
        } else {
            promise.fail(answer.cause());
        }
    }
}
