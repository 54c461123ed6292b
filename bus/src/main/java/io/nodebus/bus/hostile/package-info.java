/// What a bus may do to those who use it, by a seed. Decides what goes wrong next; the bus that has
/// such an enemy carries it out.
@NullMarked
package io.nodebus.bus.hostile;

import org.jspecify.annotations.NullMarked;
