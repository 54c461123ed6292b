/// What a line of log looks like.
@NullMarked
package io.nodebus.bus.logging;

import org.jspecify.annotations.NullMarked;
