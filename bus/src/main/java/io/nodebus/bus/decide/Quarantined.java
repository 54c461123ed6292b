package io.nodebus.bus.decide;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.topic.Topic;

/// A record came that this service cannot decide on without falling over. The state was rebuilt
/// without its key and will not hear of it until another version comes. What is known of the key
/// otherwise stays as it is; its object should show the reason.
public record Quarantined<M>(Heard<M> heard, Because because, Moment at) implements Input {
    /// The word on the object.
    public static final String REASON = "Quarantined";

    public Topic<M> topic() {
        return heard.topic();
    }

    public String key() {
        return heard.key();
    }

    @Override
    public Quarantined<M> at(Moment moment) {
        return new Quarantined<>(heard, because, moment);
    }
}
