package io.nodebus.bus.kafka;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.wire.Opened.Event;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.topic.Topic;

/// What the reader passes to one hearer, in order.
sealed interface Item {
    record Read<M>(Topic<M> topic, String key, Event<M> event, Evidence evidence) implements Item {}

    record Unread(Topic<?> topic, String key, Because because) implements Item {}

    /// Begins to read from the beginnings.
    ///
    /// @param another whether the bus is another one than before
    record Again(PlaneIdentity plane, boolean another) implements Item {}

    /// Everything that was there has been passed on.
    record Ends() implements Item {}

    record Away() implements Item {}

    record Back() implements Item {}
}
