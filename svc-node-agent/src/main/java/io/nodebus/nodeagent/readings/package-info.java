/// Reads how full the node is: file systems by `statvfs`, processors and memory by cgroup (v1 and
/// v2) or by /proc. Judges nothing.
@NullMarked
package io.nodebus.nodeagent.readings;

import org.jspecify.annotations.NullMarked;
