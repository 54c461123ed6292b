/// Looks at what the node runs on: what it has, what it is, and how its container runtime is.
/// Decides nothing.
@NullMarked
package io.nodebus.nodeagent.host;

import org.jspecify.annotations.NullMarked;
