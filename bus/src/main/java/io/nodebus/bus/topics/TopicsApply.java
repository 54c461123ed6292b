package io.nodebus.bus.topics;

import static java.util.stream.Collectors.joining;

import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.kafka.PlaneReader;
import io.nodebus.bus.kafka.PlaneRefused;
import io.nodebus.contracts.plane.PlaneState;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/// Plans and applies the catalogue to a broker. Blocks: for the command line and the supervisor,
/// never for an event loop. May be repeated; two at once shut each other out.
public final class TopicsApply {
    private final KafkaSettings settings;

    public TopicsApply(KafkaSettings settings) {
        this.settings = settings;
    }

    /// What [#apply] would do, without doing it.
    ///
    /// @throws PlaneRefused when the plane was founded with another number of partitions
    /// @throws NoBroker when nobody answers in time
    public TopicsPlan plan(TopicsWanted wanted) {
        try (var topics = new BrokerTopics(settings)) {
            var present = topics.present();
            var partitions =
                    present.containsKey(PlaneState.TOPIC.kind())
                            ? agreed(wanted)
                            : wanted.partitions().orElse(TopicsWanted.DEFAULT_PARTITIONS);
            return TopicsPlan.of(present, partitions, wanted.replication());
        } catch (KafkaException e) {
            throw new NoBroker(settings.bootstrap(), e);
        }
    }

    private int agreed(TopicsWanted wanted) {
        return new PlaneReader(settings)
                .founded()
                .map(plane -> Founding.agreed(plane, wanted.partitions()).partitions())
                .orElse(wanted.partitions().orElse(TopicsWanted.DEFAULT_PARTITIONS));
    }

    /// Founds the plane if it is none yet, then creates what is missing and adjusts what differs.
    /// Answers who the plane is.
    ///
    /// @throws PlaneRefused when something there can never be made right; nothing is changed then
    public PlaneIdentity apply(TopicsWanted wanted) {
        var refusals = plan(wanted).refusals();
        if (!refusals.isEmpty()) {
            throw new PlaneRefused(
                    refusals.stream()
                            .map(refusal ->
                                    settings.prefix()
                                            + "."
                                            + refusal.kind()
                                            + " "
                                            + refusal.because())
                            .collect(joining("; ")));
        }
        try (var topics = new BrokerTopics(settings)) {
            foundation(topics, wanted);
            var founded = Founding.found(settings, wanted.partitions());
            topics.carryOut(
                    TopicsPlan.of(topics.present(), founded.partitions(), wanted.replication()));
            return new PlaneReader(settings).read(founded);
        }
    }

    /// The topic that the plane is founded in comes before all others.
    private static void foundation(BrokerTopics topics, TopicsWanted wanted) {
        if (!topics.present().containsKey(PlaneState.TOPIC.kind())) {
            topics.carryOut(
                    new TopicsPlan(
                            List.of(
                                    new TopicsPlan.Create(
                                            PlaneState.TOPIC.kind(),
                                            TopicShape.of(
                                                    PlaneState.TOPIC, 1, wanted.replication())))));
        }
    }

    /// What the broker has of this plane, by kind; topics that are in no catalogue too.
    public Map<String, TopicShape> list() {
        try (var topics = new BrokerTopics(settings)) {
            return topics.present();
        }
    }
}
