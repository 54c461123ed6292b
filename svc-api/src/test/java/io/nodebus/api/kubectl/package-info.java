/// Debian's kubectl against the door.
@NullMarked
package io.nodebus.api.kubectl;

import org.jspecify.annotations.NullMarked;
