/// Judges the health of nodes and decides which node a pod runs on.
///
/// | hears | says |
/// |---|---|
/// | `pods.desired` | `pods.placement` |
/// | `pods.state` | `pods.bound` |
/// | `nodes.desired` | `nodes.health` |
/// | `nodes.state` | `pods.decisions`, `scaling.decisions` |
/// | `nodes.heartbeats` | tombstones for all keys of a life of a node that people said is over |
/// | its own `pods.placement`, `pods.bound`, `nodes.health`, read back at each start | |
///
/// | room | what is in it |
/// |---|---|
/// | `fleet` | what is known |
/// | `fit` | whether a pod can run on a node |
/// | `placement` | which node it is bound to |
/// | `health` | which nodes are well |
/// | `settings` | what an operator may set |
@NullMarked
package io.nodebus.autoscaler;

import org.jspecify.annotations.NullMarked;
