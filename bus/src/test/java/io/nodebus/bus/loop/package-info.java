/// The loop, on the memory bus.
@NullMarked
package io.nodebus.bus.loop;

import org.jspecify.annotations.NullMarked;
