/// Judges which nodes are well, from what they say and from their silence.
///
/// ```
///            registered                silent                    silent longer
///   (new) ─────────────► Ready ───────────────► Unknown ───────────────► Lost
///                        │  ▲                    │                        │
///     runtime not ready  ▼  │ runtime ready      │ heard                  │ heard
///                       NotReady ◄───────────────┴────────────────────────┘
/// ```
///
/// Silence is counted in the loop's monotonic time and only while the bus is there; it starts anew
/// when the bus comes back and when another instance takes over. When too many fall silent
/// together, the bus is suspected and nobody is judged for it.
@Pure
@NullMarked
package io.nodebus.autoscaler.health;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
