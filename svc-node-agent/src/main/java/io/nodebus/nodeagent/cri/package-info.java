/// Containers over the CRI and containerd's own event stream, on containerd's unix socket. Knows
/// gRPC; knows nothing of pods, of Kafka and of what should run.
@NullMarked
package io.nodebus.nodeagent.cri;

import org.jspecify.annotations.NullMarked;
