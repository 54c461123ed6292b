package io.nodebus.bus.versions;

import io.nodebus.contracts.topic.Topic;

/// A key of a topic.
public record TopicKey(Topic<?> topic, String key) {}
