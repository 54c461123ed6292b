package io.nodebus.bus.kafka;

import io.nodebus.contracts.topic.Topic;

/// A key of a topic.
record TopicKey(Topic<?> topic, String key) {}
