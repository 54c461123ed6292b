/// Makes a Vert.x server accept the upgrades that clients of Kubernetes ask for. Knows nothing of
/// what flows afterwards.
@NullMarked
package io.nodebus.bus.upgrade;

import org.jspecify.annotations.NullMarked;
