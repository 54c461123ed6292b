/// Records to bytes and back: JSON for the value, CloudEvents for the headers.
@NullMarked
package io.nodebus.bus.wire;

import org.jspecify.annotations.NullMarked;
