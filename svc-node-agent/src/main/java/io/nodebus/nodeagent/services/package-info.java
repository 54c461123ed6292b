/// Decides what the kernel of this node is to do for Services: puts the records of each port
/// together with what the node knows of its own pods, and has one order under way at a time. See
/// docs/decisions/0302.
///
/// | heard | said |
/// |---|---|
/// | `rules.state`, its own `pods.state` | what changed is ordered at once, or when the order under way is done |
/// | what the kernel took, or did not | `rules.applied`, `nodes.decisions` |
/// | the clock | what others changed in the kernel is made good |
/// | `names.state` | nothing: names are answered when asked |
@Pure
@NullMarked
package io.nodebus.nodeagent.services;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
