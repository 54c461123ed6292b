/// Where a packet ends on a node, told from rules alone: what any translation of them must do as
/// well. Knows no kernel.
@Pure
@NullMarked
package io.nodebus.proxyrules.trace;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
