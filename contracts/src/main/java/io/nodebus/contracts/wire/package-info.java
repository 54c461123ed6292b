/// Records to plain trees (`Map`, `List`, `String`, `Number`, `Boolean`) and back. Messages are
/// read leniently: what is unknown is skipped. Manifests are read strictly: what is unknown is
/// refused with its path and the nearest name.
///
/// How a type looks on the wire:
///
/// | type | tree |
/// |---|---|
/// | record | object; empty Optionals, lists and maps are left out |
/// | sealed interface | object with one key, the member's name: `{"running": {...}}` |
/// | `Spelled`, enum, `Instant`, `Duration` | text; a `Spelled` may be a number, as `targetPort` |
@Pure
@NullMarked
package io.nodebus.contracts.wire;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
