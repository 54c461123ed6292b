package io.nodebus.bus.topics;

import org.apache.kafka.common.KafkaException;

/// Nobody answers as a Kafka broker where one should be, or not in time.
public final class NoBroker extends KafkaException {
    private static final long serialVersionUID = 1;

    NoBroker(String bootstrap, KafkaException cause) {
        super(
                "%s does not answer as a Kafka broker: %s".formatted(bootstrap, cause.getMessage()),
                cause);
    }
}
