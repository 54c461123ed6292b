/// Pods as the Kubernetes API spells them (the fields Nodebus implements), and the four topics a
/// pod travels on.
@Pure
@NullMarked
package io.nodebus.contracts.pod;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
