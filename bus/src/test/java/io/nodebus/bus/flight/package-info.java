/// Tests of this room.
@NullMarked
package io.nodebus.bus.flight;

import org.jspecify.annotations.NullMarked;
