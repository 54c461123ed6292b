/// Tests of this room.
@NullMarked
package io.nodebus.bus.wire;

import org.jspecify.annotations.NullMarked;
