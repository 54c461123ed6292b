package io.nodebus.bus.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final Count bytes = new Count("incoming-byte-total");
    private final Count connections = new Count("connection-creation-total");
    private final Pulse pulse =
            new Pulse(
                    Map.of(bytes.metricName(), bytes, connections.metricName(), connections),
                    Duration.ofSeconds(3),
                    Duration.ZERO);

    @Test
    void silenceBecomesAbsenceOnce() {
        bytes.value = 100;
        assertFalse(pulse.leaves(at(1), true, false));
        assertFalse(pulse.leaves(at(4), true, false));
        assertTrue(pulse.leaves(at(5), true, false));
        assertTrue(pulse.isAway());
        assertFalse(pulse.leaves(at(6), true, false));
    }

    @Test
    void silenceMeansNothingWhileNothingIsAsked() {
        assertFalse(pulse.leaves(at(60), false, false));
        assertFalse(pulse.leaves(at(62), true, false));
        assertTrue(pulse.leaves(at(64), true, false));
    }

    @Test
    void refusalsAreNoPresence() {
        bytes.value = 100;
        assertFalse(pulse.leaves(at(1), true, true));
        bytes.value = 200;
        assertTrue(pulse.leaves(at(4), true, true));
    }

    @Test
    void whatIsHeardAgainWasAwaySinceItWasLastHeard() {
        bytes.value = 100;
        pulse.leaves(at(1), true, false);
        pulse.leaves(at(10), true, false);
        assertFalse(pulse.isHeardAgain());
        bytes.value = 101;
        assertTrue(pulse.isHeardAgain());
        assertEquals(Duration.ofSeconds(19), pulse.returns(at(20)));
        assertFalse(pulse.isAway());
    }

    @Test
    void aNewConnectionIsNoticedUntilItIsKnown() {
        connections.value = 1;
        assertTrue(pulse.hasNewConnections());
        pulse.knowsConnections(pulse.connections());
        assertFalse(pulse.hasNewConnections());
    }

    @Test
    void aConnectionThatIsMadeWhileAnotherIsLookedIntoIsNotKnownYet() {
        connections.value = 1;
        var made = pulse.connections();
        connections.value = 2;
        pulse.knowsConnections(made);
        assertTrue(pulse.hasNewConnections());
    }

    private static Duration at(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    /// A counter of a client.
    private static final class Count implements Metric {
        private final String name;
        private double value;

        private Count(String name) {
            this.name = name;
        }

        @Override
        public MetricName metricName() {
            return new MetricName(name, "consumer-metrics", "", Map.of());
        }

        @Override
        public Object metricValue() {
            return value;
        }
    }
}
