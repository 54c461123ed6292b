package io.nodebus.bus.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/// Whether the broker is heard, and whether it was left meanwhile. Told by the consumer's own
/// counters: a broker answers at least every `fetch.max.wait.ms`, and a broker that restarted, or
/// was exchanged, is connected to anew. Confined to the reader's context.
final class Pulse {
    private final Metric bytes;
    private final Metric connections;
    private final Duration patience;
    private double bytesSeen;
    private double connectionsSeen;
    private Duration lastHeard;
    private boolean away;

    Pulse(Map<MetricName, ? extends Metric> metrics, Duration patience, Duration now) {
        this.bytes = metric(metrics, "incoming-byte-total");
        this.connections = metric(metrics, "connection-creation-total");
        this.patience = patience;
        this.lastHeard = now;
    }

    private static Metric metric(Map<MetricName, ? extends Metric> metrics, String name) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(name))
                .filter(entry -> entry.getKey().group().equals("consumer-metrics"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("this Kafka client counts no " + name));
    }

    private static double value(Metric metric) {
        return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
    }

    /// Looks. True when silence has just become absence.
    ///
    /// @param listening whether anything was asked of the broker; if not, silence means nothing
    /// @param failing whether it only answers with refusals
    boolean leaves(Duration now, boolean listening, boolean failing) {
        if (away) {
            return false;
        }
        var seen = value(bytes);
        if (!listening || seen != bytesSeen && !failing) {
            lastHeard = now;
        }
        bytesSeen = seen;
        away = now.minus(lastHeard).compareTo(patience) > 0;
        return away;
    }

    boolean isAway() {
        return away;
    }

    /// Away, and something has been heard since.
    boolean isHeardAgain() {
        return away && value(bytes) != bytesSeen;
    }

    /// Back. Answers how long it was away.
    Duration returns(Duration now) {
        var silence = now.minus(lastHeard);
        away = false;
        lastHeard = now;
        bytesSeen = value(bytes);
        return silence;
    }

    /// How many connections were made so far.
    double connections() {
        return value(connections);
    }

    /// Whether connections were made beyond those that are [known][#knowsConnections].
    boolean hasNewConnections() {
        return connections() != connectionsSeen;
    }

    /// Whoever is at the other end of this many is known.
    void knowsConnections(double made) {
        connectionsSeen = made;
    }
}
