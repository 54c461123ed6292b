package io.nodebus.api.door;

import io.nodebus.api.door.Answer.Outcome;
import io.nodebus.api.door.Flights.Reply;
import io.nodebus.api.door.Flights.Slot;
import io.nodebus.api.door.Flights.Subject;
import io.nodebus.api.view.Seen;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.topic.Topic;
import java.util.Optional;

/// What a request comes to.
sealed interface Plan {
    /// One record to write. The answer waits until it was read back.
    ///
    /// @param shown the object as it would be, for those who only ask
    record Write<M>(
            Topic<M> topic,
            String key,
            Optional<M> message,
            Reply reply,
            Subject subject,
            Because because,
            Optional<Seen> shown)
            implements Plan {
        Slot slot() {
            return new Slot(topic, key);
        }
    }

    /// Nothing to write.
    record Settled(Outcome outcome) implements Plan {}
}
