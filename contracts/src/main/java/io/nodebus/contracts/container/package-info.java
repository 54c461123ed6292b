/// Containers on a node: what they are like, and what happened to them.
@Pure
@NullMarked
package io.nodebus.contracts.container;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
