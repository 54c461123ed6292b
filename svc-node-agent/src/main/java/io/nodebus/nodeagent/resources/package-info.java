/// What a pod asks for and is limited to: summed, as cgroup values, as its quality of service, and
/// whether a node has room for it. Knows no runtime and no bus.
@Pure
@NullMarked
package io.nodebus.nodeagent.resources;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
