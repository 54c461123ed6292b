/// What happens to a real node when its processes are killed: the agent as a process of its own, a
/// real containerd, Kafka.
@NullMarked
package io.nodebus.nodeagent.faults;

import org.jspecify.annotations.NullMarked;
