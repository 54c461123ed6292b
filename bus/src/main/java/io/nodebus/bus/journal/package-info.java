/// A node's memory: one preallocated file that outlives the bus, the process and the power.
///
/// Newest record of each state key, events in a ring, and what must be known to boot alone. Knows
/// records only as addressed bytes: neither Kafka nor what is in them. Format and promises:
/// `docs/decisions/0110-journal.md`.
@NullMarked
package io.nodebus.bus.journal;

import org.jspecify.annotations.NullMarked;
