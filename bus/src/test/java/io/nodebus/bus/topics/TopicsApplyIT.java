package io.nodebus.bus.topics;

import static io.nodebus.bus.Await.done;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Await;
import io.nodebus.bus.Samples;
import io.nodebus.bus.Unsayable;
import io.nodebus.bus.broker.Broker;
import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.kafka.PlaneReader;
import io.nodebus.bus.kafka.PlaneRefused;
import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.pod.PodBound;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsApplyIT {
    private static Broker broker;

    @BeforeAll
    static void startsTheBroker(@TempDir Path folder) {
        broker = Broker.start(folder, 0);
    }

    @AfterAll
    static void endsTheBroker() {
        broker.close();
    }

    private static KafkaSettings plane(String prefix) {
        return KafkaSettings.at(broker.bootstrap(), "test").withPrefix(prefix);
    }

    @Test
    void brokersAreKnownByTheAddressesTheyGiveOut() throws Exception {
        var host = broker.bootstrap().split(":", -1)[0];
        var port = Integer.parseInt(broker.bootstrap().split(":", -1)[1]);
        assertEquals(
                List.of(new Brokers.Advertised(1, host, port)),
                Brokers.of(new InetSocketAddress(host, port), Duration.ofSeconds(30)));
    }

    @Test
    void applyingMakesWhatTheCatalogueSaysAndAgainChangesNothing() {
        var topics = new TopicsApply(plane("p1"));
        var wanted = TopicsWanted.of(3, 1);
        assertEquals(
                Catalogue.ENTRIES.size(),
                topics.plan(wanted).steps().stream()
                        .filter(TopicsPlan.Create.class::isInstance)
                        .count());
        var plane = topics.apply(wanted);
        assertEquals(3, plane.partitions());
        assertEquals(broker.clusterId(), plane.clusterId());
        assertEquals(Catalogue.ENTRIES.size(), plane.topicIds().size());
        var again = topics.plan(new TopicsWanted(OptionalInt.empty(), 1));
        assertTrue(again.changesNothing(), () -> again.steps().toString());
        assertEquals(plane, topics.apply(wanted));
        assertEquals(1, requireNonNull(topics.list().get("plane.state")).partitions());
        assertEquals(
                "LogAppendTime",
                requireNonNull(topics.list().get("pods.bound"))
                        .settings()
                        .get("message.timestamp.type"));
        assertEquals(
                "compact",
                requireNonNull(topics.list().get("pods.bound")).settings().get("cleanup.policy"));
    }

    @Test
    void anotherNumberOfPartitionsIsRefused() {
        var topics = new TopicsApply(plane("p2"));
        topics.apply(TopicsWanted.of(3, 1));
        var refused = assertThrows(PlaneRefused.class, () -> topics.apply(TopicsWanted.of(4, 1)));
        assertTrue(
                String.valueOf(refused.getMessage())
                        .endsWith("was founded with 3 partitions, got 4; they are for ever"),
                refused::getMessage);
    }

    @Test
    void aProcessThatKnowsAnotherNumberDoesNotStart() {
        var settings = plane("p3");
        new TopicsApply(settings).apply(TopicsWanted.of(3, 1));
        var vertx = Vertx.vertx();
        try {
            var refused =
                    assertThrows(
                            PlaneRefused.class, () -> done(KafkaBus.start(vertx, settings, 64)));
            assertTrue(
                    String.valueOf(refused.getMessage())
                            .contains("has 3 partitions, this process knows it with 64"),
                    refused::getMessage);
        } finally {
            done(vertx.close());
        }
    }

    @Test
    void aTopicOfAnotherShapeIsRefusedAndOneOfOtherSettingsAdjusted() throws Exception {
        var settings = plane("p4");
        var topics = new TopicsApply(settings);
        topics.apply(TopicsWanted.of(2, 1));
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            var bound = settings.name(PodBound.TOPIC);
            admin.incrementalAlterConfigs(
                            Map.of(
                                    new ConfigResource(ConfigResource.Type.TOPIC, bound),
                                    List.of(
                                            new AlterConfigOp(
                                                    new ConfigEntry("cleanup.policy", "delete"),
                                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
        var adjust =
                new TopicsPlan.Adjust(
                        "pods.bound",
                        new TreeMap<>(Map.of("cleanup.policy", "delete")),
                        Map.of("cleanup.policy", "compact"));
        Await.until(
                () -> topics.plan(TopicsWanted.of(2, 1)).steps().contains(adjust),
                () -> topics.plan(TopicsWanted.of(2, 1)).steps());
        topics.apply(TopicsWanted.of(2, 1));
        Await.until(
                () -> topics.plan(TopicsWanted.of(2, 1)).changesNothing(),
                () -> topics.plan(TopicsWanted.of(2, 1)).steps());
    }

    @Test
    void nothingIsSaidToATopicThatIsNotThere() throws Exception {
        var settings = plane("p5");
        new TopicsApply(settings).apply(TopicsWanted.of(1, 1));
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.deleteTopics(List.of("p5.routes.state")).all().get();
        }
        var vertx = Vertx.vertx();
        try {
            Await.until(
                    () ->
                            new PlaneReader(settings)
                                    .read()
                                    .filter(plane -> !plane.topicIds().containsKey("routes.state"))
                                    .isPresent(),
                    () -> "the topic is still there");
            var bus = done(KafkaBus.start(vertx, settings));
            var refused =
                    assertThrows(
                            Unsayable.class,
                            () -> done(bus.say(List.of(Samples.route("n1", 1, "a")))));
            assertEquals(
                    "there is no topic p5.routes.state at %s: nodebus topics apply makes it"
                            .formatted(broker.bootstrap()),
                    refused.getMessage());
            new TopicsApply(settings).apply(TopicsWanted.of(1, 1));
            done(bus.say(List.of(Samples.route("n1", 1, "a"))));
        } finally {
            done(vertx.close());
        }
    }
}
