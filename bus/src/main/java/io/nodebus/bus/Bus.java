package io.nodebus.bus;

import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Refused;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/// Where records are said and heard. Three implementations (Kafka, memory, node with journal) pass
/// one contract test.
public interface Bus {
    /// Says records in order. Completes when all are durable; a record is never dropped while this
    /// is pending. The future fails with [Unsayable] when one of them can never be said (too large,
    /// no such topic): then none of them is.
    Future<Void> say(List<Said<?>> records);

    /// Begins to hear. State topics are read from their beginning; event topics from their end
    /// unless said otherwise. Everything arrives on the calling Vert.x context, one at a time: the
    /// next record is handed over when the future the listener returned completes.
    Future<Hearing> hear(Set<Ear> ears, Listener listener);

    /// The number of partitions of this plane.
    int partitions();

    /// What is to be heard of one topic.
    ///
    /// @param keys empty: every partition; else only the partitions these keys land in
    /// @param start where to begin
    record Ear(Topic<?> topic, Set<String> keys, Start start) {
        public Ear {
            keys = Set.copyOf(keys);
        }

        public static Ear all(Topic<?> topic) {
            return new Ear(topic, Set.of(), topic.isState() ? Start.BEGINNING : Start.END);
        }

        /// Only the partition that this node's records land in. Records of other nodes that share
        /// it are left out.
        public static Ear ofNode(Topic<?> topic, String node) {
            return new Ear(topic, Set.of(node), topic.isState() ? Start.BEGINNING : Start.END);
        }
    }

    enum Start {
        BEGINNING,
        END
    }

    /// Ends hearing.
    interface Hearing {
        Future<Void> stop();
    }

    /// Who hears. Of a key of a state topic only the newest stamp arrives: what is older than what
    /// was heard, or the same again, is left out. Records of event topics arrive as often as they
    /// are there.
    ///
    /// In this order: [#plane], the records that are there, [#caughtUp], whatever is said from then
    /// on. After the bus was away for long, or turned into another one: [#bus] (away, back),
    /// [#plane] if it is another one, the records that are there and newer than what was heard,
    /// [#missing] for each key that is not there any more, [#caughtUp] anew. What a hearer does not
    /// care for it does not implement.
    interface Listener {
        Future<?> heard(Heard<?> heard);

        default Future<?> caughtUp(CaughtUp caughtUp) {
            return Future.succeededFuture();
        }

        default Future<?> missing(Missing<?> missing) {
            return Future.succeededFuture();
        }

        /// A state record came after one of a newer stamp of its key, and compaction will keep it:
        /// a repetition, or a writer from a past life. Not to be believed; whoever owns the key
        /// says it anew.
        default Future<?> overtaken(Heard<?> older) {
            return Future.succeededFuture();
        }

        /// Told when it changes. Until the first change the bus is there.
        default Future<?> bus(BusState state) {
            return Future.succeededFuture();
        }

        /// Which bus it is.
        default Future<?> plane(PlaneSeen plane) {
            return Future.succeededFuture();
        }

        /// A record of a state topic could not be understood.
        default Future<?> refused(Refused refused) {
            return Future.succeededFuture();
        }
    }
}
