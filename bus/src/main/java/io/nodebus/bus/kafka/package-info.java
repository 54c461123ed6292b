/// The bus over Kafka: one consumer and one producer for everything that is heard and said in a
/// process.
///
/// ```
/// KafkaBus ── say ──► Writer ── 500 unacknowledged at most ──► producer
///     └───── hear ──► Reader ── one assigning consumer ──► Line per partition ──► Delivery per hearer
///                        └── Pulse: is the bus there? PlaneReader: is it still the same?
/// ```
///
/// Positions are ours: partitions are assigned by hand, offsets are never committed. Measured traps
/// this room is built around:
///
/// - read to the end is `position >= end`; with transactions the last record's offset never gets
///   there
/// - assign, then seek, then poll; in any other order records come twice
/// - a record that expires while later ones go through is a hole, so nothing ever expires
/// - a topic that is not there blocks everything behind it, so it is looked for first
@NullMarked
package io.nodebus.bus.kafka;

import org.jspecify.annotations.NullMarked;
