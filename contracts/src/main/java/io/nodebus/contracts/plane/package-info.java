/// What holds for a plane as a whole: its identity, who leads, what was lost, what was refused.
@Pure
@NullMarked
package io.nodebus.contracts.plane;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
