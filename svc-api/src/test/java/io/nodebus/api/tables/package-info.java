/// Tests of the room.
@NullMarked
package io.nodebus.api.tables;

import org.jspecify.annotations.NullMarked;
