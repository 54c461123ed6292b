package io.nodebus.bus.decide;

import io.nodebus.contracts.topic.Topic;
import java.time.Duration;
import java.util.Optional;

/// What a decision may ask for. Inert records: the loop carries them out, and may do so again after
/// a crash.
public sealed interface Command {
    /// Say a record; with no message, a tombstone. Durable before the next message is heard.
    record Say<M>(Topic<M> topic, String key, Optional<M> message) implements Command {
        public static <M> Say<M> that(Topic<M> topic, String key, M message) {
            return new Say<>(topic, key, Optional.of(message));
        }

        public static <M> Say<M> gone(Topic<M> topic, String key) {
            return new Say<>(topic, key, Optional.empty());
        }
    }

    /// Wake me after a while: the clock room answers with a [Tick]. A later wake of the same name
    /// replaces it.
    record Wake(String timer, Duration after) implements Command {}

    /// Forget a timer.
    record Sleep(String timer) implements Command {}

    /// Have an edge room do something. Whatever comes of it comes back as a message of that room's
    /// family.
    ///
    /// @param order a record of the service's own; the edge is found by its class
    record Act(Object order) implements Command {}
}
