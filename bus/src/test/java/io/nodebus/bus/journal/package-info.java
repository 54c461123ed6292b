@NullMarked
package io.nodebus.bus.journal;

import org.jspecify.annotations.NullMarked;
