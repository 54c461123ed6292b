package io.nodebus.api.http;

import io.nodebus.api.door.Answer.Outcome;
import io.nodebus.api.door.Desk;
import io.nodebus.api.door.Request;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.LongFunction;

/// The way from this room to the desk.
public interface Reception {
    /// Looks at the desk between two decisions. What is taken away must be immutable.
    <T> Future<T> look(Function<Desk, T> what);

    /// Asks for a change. Completes with what came of it, once it was read back.
    ///
    /// @param request given the number to ask under
    Future<Outcome> ask(LongFunction<Request> request);

    /// Calls whenever something changed that could be seen, until the subscription is ended. On any
    /// thread; the callback must be quick.
    Runnable onChange(Runnable callback);
}
