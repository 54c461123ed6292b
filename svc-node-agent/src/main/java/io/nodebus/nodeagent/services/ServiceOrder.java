package io.nodebus.nodeagent.services;

import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import java.util.Collections;
import java.util.SortedMap;

/// What the kernel is to be made to do for Services. One is under way at a time; may be carried out
/// twice. Answered by [ServiceNews] of the same number.
///
/// @see io.nodebus.nodeagent.netfilter.Netfilter
public sealed interface ServiceOrder {
    long number();

    record Load(long number, SortedMap<String, PortPlan> wanted) implements ServiceOrder {
        public Load {
            wanted = Collections.unmodifiableSortedMap(wanted);
        }
    }

    record Commit(long number, PortChanges changes) implements ServiceOrder {}

    record Repair(long number) implements ServiceOrder {}
}
