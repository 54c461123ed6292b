package io.nodebus.nodeagent.netfilter;

import java.util.Map;
import java.util.Optional;

/// The Service rules in the kernel of one node, in its network namespace.
///
/// It remembers what is wanted, so whatever failed is made good by the next call. Calls block for
/// microseconds to a second and come one at a time. Closing leaves the rules where they are.
public interface Netfilter extends AutoCloseable {
    /// Afterwards the kernel has these ports and no others. Reads back what is there and writes
    /// only the differences: at start, and whenever everything was heard anew.
    Outcome load(Map<String, PortPlan> wanted);

    /// Costs what changed, however much there is. Nothing before [#load].
    Outcome commit(PortChanges changes);

    /// Looks whether others touched our rules, or an earlier call failed, and makes it good. Costs
    /// a microsecond when there is nothing to do, and is empty then.
    Optional<Outcome> repair();

    @Override
    void close();
}
