/// Tests of the room.
@NullMarked
package io.nodebus.api.certificates;

import org.jspecify.annotations.NullMarked;
