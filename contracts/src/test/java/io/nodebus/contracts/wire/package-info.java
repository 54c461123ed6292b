/// Trees, near misses, and what reading refuses.
@NullMarked
package io.nodebus.contracts.wire;

import org.jspecify.annotations.NullMarked;
