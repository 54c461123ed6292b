package io.nodebus.nodeagent.simulated;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.nodeagent.netfilter.Netfilter;
import io.nodebus.nodeagent.netfilter.Outcome;
import io.nodebus.nodeagent.netfilter.Outcome.Committed;
import io.nodebus.nodeagent.netfilter.Outcome.Failed;
import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Rules without a kernel: what simulated nodes apply, and what tests look at. It can be told to
/// refuse ports, to fail, and that others changed what it has. Locked, because tests look at it
/// from another thread.
public final class FakeNetfilter implements Netfilter {
    private final Map<String, PortPlan> wanted = new TreeMap<>();
    private final Map<String, PortPlan> kernel = new TreeMap<>();
    private final Map<String, String> refuses = new TreeMap<>();
    private Optional<String> failure = Optional.empty();

    @Override
    public synchronized Outcome load(Map<String, PortPlan> all) {
        wanted.clear();
        wanted.putAll(all);
        return made();
    }

    @Override
    public synchronized Outcome commit(PortChanges changes) {
        wanted.putAll(changes.changed());
        wanted.keySet().removeAll(changes.gone());
        return made();
    }

    @Override
    public synchronized Optional<Outcome> repair() {
        return failure.isEmpty() && kernel.equals(wanted) ? Optional.empty() : Optional.of(made());
    }

    private Outcome made() {
        if (failure.isPresent()) {
            return new Failed(Duration.ZERO, failure.get());
        }
        var operations = 0;
        var rejected = new TreeMap<String, String>();
        for (var port : wanted.entrySet()) {
            if (port.getValue().equals(kernel.get(port.getKey()))) {
                continue;
            }
            if (refuses.containsKey(port.getKey())) {
                rejected.put(port.getKey(), refuses.getOrDefault(port.getKey(), ""));
            } else {
                kernel.put(port.getKey(), port.getValue());
                operations++;
            }
        }
        operations += kernel.size();
        kernel.keySet().retainAll(wanted.keySet());
        return new Committed(Duration.ZERO, operations - kernel.size(), rejected);
    }

    /// What packets would meet.
    public synchronized Map<String, PortPlan> kernel() {
        return Sorted.copy(kernel);
    }

    /// This port is refused from here on, or no more.
    public synchronized void refuse(String prefix, Optional<String> because) {
        because.ifPresentOrElse(it -> refuses.put(prefix, it), () -> refuses.remove(prefix));
    }

    /// Every call fails from here on, or no more.
    public synchronized void fail(Optional<String> because) {
        failure = because;
    }

    /// Somebody flushed everything.
    public synchronized void flush() {
        kernel.clear();
    }

    @Override
    public void close() {}
}
