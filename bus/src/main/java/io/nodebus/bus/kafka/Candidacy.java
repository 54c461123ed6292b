package io.nodebus.bus.kafka;

import io.nodebus.contracts.plane.LeaderState;
import io.nodebus.contracts.topic.Topic;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;

/// Who stands for leading a service.
///
/// @param topic `leader.<service>`: its group is the election, its record says who leads
/// @param outputs the state topics of which the service writes keys; the next epoch is higher than
///   any in them
/// @param transactions whether what is said is said in transactions; without, hearers tell a past
///   leader's records by their epoch
public record Candidacy(Topic<LeaderState> topic, Set<Topic<?>> outputs, boolean transactions) {
    private static final String BEFORE = "leader.";

    public Candidacy {
        outputs = new LinkedHashSet<>(outputs);
        if (!topic.kind().startsWith(BEFORE)) {
            throw new IllegalArgumentException(
                    "the topic of an election is leader.<service>, got " + topic.kind());
        }
    }

    /// For a service whose batches are heard whole or not at all.
    public static Candidacy withTransactions(Topic<LeaderState> topic, Set<Topic<?>> outputs) {
        return new Candidacy(topic, outputs, true);
    }

    String service() {
        return topic.kind().substring(BEFORE.length());
    }

    /// Where epochs of this service may be.
    SequencedSet<Topic<?>> written() {
        var written = new LinkedHashSet<Topic<?>>();
        written.add(topic);
        written.addAll(outputs);
        return written;
    }
}
