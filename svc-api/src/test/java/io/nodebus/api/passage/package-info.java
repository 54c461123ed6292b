/// Tests of the room.
@NullMarked
package io.nodebus.api.passage;

import org.jspecify.annotations.NullMarked;
