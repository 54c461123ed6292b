/// Tests of the room.
@NullMarked
package io.nodebus.compose.conformance;

import org.jspecify.annotations.NullMarked;
