/// Where a container is in its life, which moves there are, when it is started again, and what its
/// pod's phase is. Knows no runtime and no bus.
///
/// | from | to |
/// |---|---|
/// | [Waiting][io.nodebus.nodeagent.containers.Waiting] | for another reason, Running, Terminated |
/// | [Running][io.nodebus.nodeagent.containers.Running] | Terminated |
/// | [Terminated][io.nodebus.nodeagent.containers.Terminated] | Waiting, Running or Terminated as the next attempt |
@Pure
@NullMarked
package io.nodebus.nodeagent.containers;

import io.nodebus.contracts.Pure;
import org.jspecify.annotations.NullMarked;
