/// Streams into a container through svc-api: exec, attach and port-forward over SPDY/3.1, as
/// kubectl and containerd speak it. SPDY and not WebSocket, because only SPDY can close one stream
/// and leave the others open: that is how standard input ends.
@NullMarked
package io.nodebus.compose.streaming;

import org.jspecify.annotations.NullMarked;
