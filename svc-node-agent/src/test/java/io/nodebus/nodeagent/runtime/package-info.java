/// What every container runtime promises the agent.
@NullMarked
package io.nodebus.nodeagent.runtime;

import org.jspecify.annotations.NullMarked;
