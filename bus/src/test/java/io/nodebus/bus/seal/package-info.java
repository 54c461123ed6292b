/// Tests of sealing.
@NullMarked
package io.nodebus.bus.seal;

import org.jspecify.annotations.NullMarked;
