/// What probes and scrapes are answered.
@NullMarked
package io.nodebus.bus.health;

import org.jspecify.annotations.NullMarked;
