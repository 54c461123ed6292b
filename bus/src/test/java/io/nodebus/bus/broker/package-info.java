/// Tests of this room.
@NullMarked
package io.nodebus.bus.broker;

import org.jspecify.annotations.NullMarked;
