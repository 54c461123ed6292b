/// One real Kafka broker and controller (KRaft) on loopback: the bus of a development plane, as a
/// child process, and of tests, in their own. Knows Kafka's internal classes, and is the only room
/// that does.
@NullMarked
package io.nodebus.bus.broker;

import org.jspecify.annotations.NullMarked;
