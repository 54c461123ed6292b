/// What waits, and for how long.
@NullMarked
package io.nodebus.proxyrules.pacing;

import org.jspecify.annotations.NullMarked;
