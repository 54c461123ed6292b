/// Tests of this room.
@NullMarked
package io.nodebus.bus.kafka;

import org.jspecify.annotations.NullMarked;
