/// Tests of this room.
@NullMarked
package io.nodebus.bus.topics;

import org.jspecify.annotations.NullMarked;
