/// What runs on a node in one process: the agent, on the node's own bus, which Kafka lies behind.
@NullMarked
package io.nodebus.compose.bundle;

import org.jspecify.annotations.NullMarked;
