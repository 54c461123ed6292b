/// Tests of the room.
@NullMarked
package io.nodebus.api.view;

import org.jspecify.annotations.NullMarked;
