package io.nodebus.bus.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nodebus.contracts.pod.PodBound;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
    private static final KafkaSettings SETTINGS = KafkaSettings.at("127.0.0.1:9092", "api");

    @Test
    void whatIsSetForKafkaReachesEveryClientAndWins() {
        var settings =
                SETTINGS.passing(
                        Map.of(
                                "kafka.security.protocol", "SSL",
                                "kafka.client.id", "mine",
                                "api.port", "6443"));
        for (var client :
                new Map<?, ?>[] {settings.producer(), settings.consumer(), settings.admin()}) {
            assertEquals("SSL", client.get("security.protocol"));
            assertEquals("mine", client.get("client.id"));
            assertFalse(client.containsKey("api.port"));
        }
    }

    @Test
    void aRecordNeverExpires() {
        assertEquals("2147483647", SETTINGS.producer().get("delivery.timeout.ms"));
        assertEquals("all", SETTINGS.producer().get("acks"));
        assertEquals("0", SETTINGS.producer().get("linger.ms"));
    }

    @Test
    void noRecordOvertakesAnotherOnItsWay() {
        var key = "max.in.flight.requests.per.connection";
        assertEquals("1", SETTINGS.producer().get(key));
        assertEquals("1", SETTINGS.transactional("a", Duration.ofSeconds(10)).get(key));
    }

    @Test
    void onlyWhatWasCommittedIsHeardFromPositionsOfOurOwn() {
        assertEquals("read_committed", SETTINGS.consumer().get("isolation.level"));
        assertEquals("false", SETTINGS.consumer().get("enable.auto.commit"));
        assertEquals("none", SETTINGS.consumer().get("auto.offset.reset"));
    }

    @Test
    void aTransactionIsOfThePlane() {
        var settings =
                SETTINGS.withPrefix("dev").transactional("autoscaler", Duration.ofSeconds(10));
        assertEquals("dev.autoscaler", settings.get("transactional.id"));
        assertEquals("10000", settings.get("transaction.timeout.ms"));
        assertEquals("dev.pods.bound", SETTINGS.withPrefix("dev").name(PodBound.TOPIC));
    }

    @Test
    void patienceOutlastsAnIdleFetch() {
        assertEquals(Duration.ofMillis(3500), SETTINGS.patience());
        assertEquals(
                Duration.ofMillis(7500),
                SETTINGS.passing(Map.of("kafka.fetch.max.wait.ms", "5000")).patience());
    }
}
