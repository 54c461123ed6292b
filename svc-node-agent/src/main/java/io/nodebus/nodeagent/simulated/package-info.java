/// A container runtime without containers, and rules without a kernel, for nodes that are simulated
/// and for tests. The runtime keeps the contract of the real one, down to its awkward sides:
/// process 1 ignores SIGTERM unless it traps it, the end of a container is heard before it is
/// admitted. Time is given to it.
@NullMarked
package io.nodebus.nodeagent.simulated;

import org.jspecify.annotations.NullMarked;
