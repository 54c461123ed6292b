package io.nodebus.bus.kafka;

import static io.nodebus.bus.Await.done;
import static io.nodebus.bus.Samples.heardRoute;
import static io.nodebus.bus.Samples.route;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Heeded;
import io.nodebus.bus.broker.Broker;
import io.nodebus.bus.broker.BrokerSettings;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.contracts.node.RouteState;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever Kafka's clients can be set to do reaches all of ours: here TLS with PEM, and SCRAM.
class KafkaSecurityIT {
    private static final String SCRAM =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\""
                    + " password=\"%s\";";

    @TempDir private Path folder;

    @Test
    void everyClientSpeaksTlsAndGivesItsPassword() throws Exception {
        var certificate = Certificate.made(folder);
        var vertx = Vertx.vertx();
        try (var broker = Broker.start(secured(certificate))) {
            var settings = settings(broker, certificate, "b");
            new TopicsApply(settings).apply(TopicsWanted.of(1, 1));
            var bus = done(KafkaBus.start(vertx, settings));
            var heeded =
                    Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
            done(bus.say(List.of(route("n1", 1, "a"))));
            heeded.awaitStory(heardRoute("n1", "a"));
            assertThrows(
                    SaslAuthenticationException.class,
                    () -> new TopicsApply(settings(broker, certificate, "wrong")).list());
        } finally {
            done(vertx.close());
        }
    }

    private BrokerSettings secured(Certificate certificate) {
        return BrokerSettings.in(folder.resolve("data"), 0)
                .secured(
                        "SASL_SSL",
                        Map.of(
                                "sasl.enabled.mechanisms", "SCRAM-SHA-512",
                                "sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512",
                                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                                        SCRAM.formatted("agent", "b"),
                                "ssl.keystore.type", "PEM",
                                "ssl.keystore.location", certificate.keyAndChain().toString(),
                                "ssl.truststore.type", "PEM",
                                "ssl.truststore.certificates", certificate.chain()),
                        List.of("SCRAM-SHA-512=[name=agent,password=b]"));
    }

    private static KafkaSettings settings(Broker broker, Certificate certificate, String password) {
        return KafkaSettings.at(broker.bootstrap(), "agent")
                .passing(
                        Map.of(
                                "kafka.security.protocol", "SASL_SSL",
                                "kafka.sasl.mechanism", "SCRAM-SHA-512",
                                "kafka.sasl.jaas.config", SCRAM.formatted("agent", password),
                                "kafka.ssl.truststore.type", "PEM",
                                "kafka.ssl.truststore.certificates", certificate.chain()));
    }
}
