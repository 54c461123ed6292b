/// Decides which node a pod is bound to, and keeps what is said about each pod what it should be.
///
/// A uid is bound once and never again elsewhere. Of the nodes that fit, the least allocated is
/// taken. A pod that fits nowhere waits, and is tried again when a node changed, never because time
/// passed.
@Pure
@NullMarked
package io.nodebus.autoscaler.placement;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
