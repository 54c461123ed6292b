/// A node as a process: namespaces, a disk, directories laid over the host's, and a process 1 that
/// keeps containerd and the agent running. Nothing of it is on the host but processes, a loop
/// device and cgroup directories; killing process 1 is a power cut.
@NullMarked
package io.nodebus.compose.box;

import org.jspecify.annotations.NullMarked;
