package io.nodebus.bus.decide;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.topic.Topic;

/// A record of a state topic that this reader cannot understand: no CloudEvent, of an unknown type,
/// unreadable, or in need of a feature that is not there. What was heard of the key before still
/// holds.
///
/// @param because with reason `NoCloudEvent`, `UnknownType`, `Unreadable` or `NodeTooOld`, and
///   where the record is
public record Refused(Topic<?> topic, String key, Because because, Moment at) implements Input {
    @Override
    public Refused at(Moment moment) {
        return new Refused(topic, key, because, moment);
    }
}
