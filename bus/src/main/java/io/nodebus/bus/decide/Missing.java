package io.nodebus.bus.decide;

import io.nodebus.contracts.topic.Topic;

/// A key was heard in this life, and reading the topic again from its beginning did not bring it.
/// Not an order to end anything (design law 9): a view may drop it, a node must not stop a pod for
/// it.
public record Missing<M>(Topic<M> topic, String key, Moment at) implements Input {
    @Override
    public Missing<M> at(Moment moment) {
        return new Missing<>(topic, key, moment);
    }
}
