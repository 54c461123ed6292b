package io.nodebus.bus.decide;

import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import java.time.Instant;
import java.util.Optional;

/// One record as it was heard.
///
/// @param message empty when the key was tombstoned
/// @param stamp who said it, in which life
/// @param said when it happened, by the writer's clock (`ce_time`)
/// @param evidence where it was read; a record heard in-process has offset -1 until it is on Kafka
/// @param at when it was heard here
public record Heard<M>(
        Topic<M> topic,
        String key,
        Optional<M> message,
        Stamp stamp,
        Instant said,
        Evidence evidence,
        Moment at)
        implements Input {
    @Override
    public Heard<M> at(Moment moment) {
        return new Heard<>(topic, key, message, stamp, said, evidence, moment);
    }
}
