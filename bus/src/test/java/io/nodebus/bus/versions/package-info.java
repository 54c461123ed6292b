/// Tests of this room.
@NullMarked
package io.nodebus.bus.versions;

import org.jspecify.annotations.NullMarked;
