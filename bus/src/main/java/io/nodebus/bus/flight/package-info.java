/// The flight recorder of a loop (design law 3): what a decider heard and what it answered, the
/// newest of it, because compaction forgets. Written down only when a decider falls over.
@NullMarked
package io.nodebus.bus.flight;

import org.jspecify.annotations.NullMarked;
