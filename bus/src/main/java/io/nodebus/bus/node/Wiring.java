package io.nodebus.bus.node;

import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Bus.Start;
import io.nodebus.bus.journal.Lane;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import java.util.Arrays;
import java.util.Set;

/// Which source each topic has in this process.
///
/// @param node whose bus this is
/// @param local topics whose writer is composed in this process: heard at once, mirrored to the bus
///   behind. All others are heard from there
public record Wiring(String node, Set<Topic<?>> local) {
    public Wiring {
        local = Set.copyOf(local);
    }

    public static Wiring of(String node, Topic<?>... local) {
        return new Wiring(node, Set.copyOf(Arrays.asList(local)));
    }

    /// Events of the past are asked of the bus behind even when new ones are heard at once.
    boolean isLocal(Ear ear) {
        return local.contains(ear.topic()) && (ear.topic().isState() || ear.start() == Start.END);
    }

    /// Whether what is heard of a topic is kept for a start without the bus.
    static boolean isKept(Topic<?> topic) {
        return topic.isState() && topic.scope() != Scope.SINGLE;
    }

    /// Records that are addressed to this node end when something says so. Views of others end with
    /// their record.
    static boolean endsByOrder(Topic<?> topic) {
        return topic.scope() == Scope.NODE;
    }

    static Lane lane(Topic<?> topic) {
        if (topic.isState()) {
            return Lane.STATE;
        }
        return topic.kind().endsWith(".readings") || topic.kind().endsWith(".heartbeats")
                ? Lane.READING
                : Lane.EVENT;
    }
}
