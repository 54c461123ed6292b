/// Tests of the room.
@NullMarked
package io.nodebus.api.secrets;

import org.jspecify.annotations.NullMarked;
