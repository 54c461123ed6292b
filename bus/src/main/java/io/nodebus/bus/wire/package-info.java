/// Records to CloudEvents in Kafka's binary mode, and back. Knows headers, JSON and types; knows no
/// client, no topic settings, no clock.
///
/// | on the wire | from |
/// |---|---|
/// | `ce_specversion` `ce_id` `ce_source` `ce_time` `ce_subject` | CloudEvents 1.0; id is the stamp's, subject the key |
/// | `ce_type` | `io.nodebus.` and the message's `@Type` |
/// | `ce_service` `ce_epoch` `ce_seq` | the stamp of a leader |
/// | `ce_nodeuid` `ce_boot` `ce_seq` | the stamp of a node |
/// | `ce_requires` | features a reader must have, with commas; absent when none |
/// | `content-type` | `application/json` |
/// | `traceparent` | W3C; records about one object share a trace |
/// | `nb_signature` | reserved |
///
/// A record without a value is a tombstone. Structured mode (`application/cloudevents+json`) is
/// read, never written: on a compacted topic it has no tombstones.
@NullMarked
package io.nodebus.bus.wire;

import org.jspecify.annotations.NullMarked;
