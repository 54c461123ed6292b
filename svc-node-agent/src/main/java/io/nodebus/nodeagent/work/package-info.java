/// What was asked of a node, what is in flight, and what is done: decides which sandboxes and
/// containers are made, started, stopped and removed, when and why. Knows no clock, no bus and no
/// runtime: everything came in as a message, and what it wants goes out as an order.
///
/// | heard | leads to |
/// |---|---|
/// | `pods.bound` | admission, sandbox, containers; with a deletion, their end and `Gone` |
/// | `config.bound` | a container that waited for it starts |
/// | `nodes.desired` | nothing is obeyed before this life is approved |
/// | `pods.state`, own | what was said before: attempts, ends, uids that never run again |
/// | what the runtime says by itself | a restart decided at once |
/// | [outcomes][io.nodebus.nodeagent.work.PodOutcome] of [orders][io.nodebus.nodeagent.work.PodOrder] | the next order |
///
/// Level-triggered: after each message, [Next][io.nodebus.nodeagent.work.Next] compares what is
/// there with what was asked for, whatever the message was. Orders come before what is said, so
/// that a restart does not wait for the bus; each may be carried out twice.
@Pure
@NullMarked
package io.nodebus.nodeagent.work;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
