package io.nodebus.bus;

import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import java.time.Instant;
import java.util.Optional;

/// One record on its way out.
///
/// @param message empty: a tombstone
/// @param at when it happened (`ce_time`)
/// @param source who says it, as a CloudEvents source: `/nodes/n1/node-agent`, `/fleet/autoscaler`
public record Said<M>(
        Topic<M> topic, String key, Optional<M> message, Stamp stamp, Instant at, String source) {}
