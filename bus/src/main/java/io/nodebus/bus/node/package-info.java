/// The bus of a node: what is said here is heard here at once, kept in the journal, and sent to the
/// bus behind it when that is there. A node starts, works and says without the bus.
///
/// | class | concern |
/// |---|---|
/// | `NodeBus` | the front: what is said, who hears |
/// | `NodeHearing` | one hearer: journal first, then the bus behind; what is withheld from it |
/// | `PlaneGuard` | whether what is heard is the plane this node belongs to (law 9) |
/// | `Drain` | sends what the journal owes |
/// | `ReadBack` | compares what this node said with what the bus has of it (law 2) |
///
/// Knows the bus behind only as a [io.nodebus.bus.Bus]. Decisions:
/// `docs/decisions/0111-node-bus.md`.
@NullMarked
package io.nodebus.bus.node;

import org.jspecify.annotations.NullMarked;
