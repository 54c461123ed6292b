/// Tests of the room.
@NullMarked
package io.nodebus.api.admission;

import org.jspecify.annotations.NullMarked;
