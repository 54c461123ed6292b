/// Decides what a node says of itself: that it is there, what it has, how it is, and how its pods
/// are reached. Says it when it changes; only the pulse comes by the clock.
///
/// | heard | said |
/// |---|---|
/// | what the host has, how the runtime is | `nodes.state` on change |
/// | `nodes.desired` with a pod CIDR for this life | `routes.state`, and the node's own network is made |
/// | `routes.state` of others | routes to their pods are made |
/// | the clock | `nodes.heartbeats` |
@Pure
@NullMarked
package io.nodebus.nodeagent.registration;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
