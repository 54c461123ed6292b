/// Runs deciders: one confined state, one input at a time, commands carried out in order and
/// durable before the next input is decided on. Knows no Kafka and no policy.
@NullMarked
package io.nodebus.bus.loop;

import org.jspecify.annotations.NullMarked;
