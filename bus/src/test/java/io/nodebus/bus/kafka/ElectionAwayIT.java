package io.nodebus.bus.kafka;

import static io.nodebus.bus.Await.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.bus.Await;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Heeded;
import io.nodebus.bus.broker.BrokerProcess;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.contracts.node.RouteState;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElectionAwayIT {
    @TempDir private Path folder;

    @Test
    void aLeaderGoesOnWhenTheBrokerIsBackWhateverBecameOfItsTransaction() {
        var vertx = Vertx.vertx();
        var story = new CopyOnWriteArrayList<String>();
        try (var broker = BrokerProcess.start(folder.resolve("broker"))) {
            var settings =
                    KafkaSettings.at(broker.bootstrap(), "test")
                            .passing(Map.of("kafka.transaction.timeout.ms", "1000"));
            new TopicsApply(settings).apply(TopicsWanted.of(2, 1));
            var bus = done(KafkaBus.start(vertx, settings));
            var heeded =
                    Heeded.hears(vertx, bus, Ear.all(RouteState.TOPIC)).awaitStory("caught up");
            var election = Talker.stands("a", bus, true, story::add);
            heeded.awaitHeard(5);
            broker.kill();
            heeded.awaitStory("away");
            broker.restart();
            heeded.awaitStory("back");
            var before = heeded.heard().size();
            heeded.awaitHeard(before + 20);
            assertEquals(
                    List.of(),
                    heeded.story().stream().filter(line -> line.startsWith("overtaken")).toList());
            done(election.leave());
            Await.until(() -> story.contains("follows"), () -> story);
        } finally {
            done(vertx.close());
        }
    }
}
