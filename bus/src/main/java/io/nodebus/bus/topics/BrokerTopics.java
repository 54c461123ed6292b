package io.nodebus.bus.topics;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.topics.TopicsPlan.Adjust;
import io.nodebus.bus.topics.TopicsPlan.Create;
import io.nodebus.bus.topics.TopicsPlan.Keep;
import io.nodebus.bus.topics.TopicsPlan.Refuse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/// The broker's side of topics: looks, creates, adjusts.
final class BrokerTopics implements AutoCloseable {
    private final KafkaSettings settings;
    private final Admin admin;

    BrokerTopics(KafkaSettings settings) {
        this.settings = settings;
        this.admin = Admin.create(Map.copyOf(settings.admin()));
    }

    /// This plane's topics by kind.
    SequencedMap<String, TopicShape> present() {
        var before = settings.prefix() + ".";
        var names =
                answer(admin.listTopics().names()).stream()
                        .filter(name -> name.startsWith(before))
                        .toList();
        var descriptions = answer(admin.describeTopics(names).allTopicNames());
        var configs = answer(admin.describeConfigs(resources(names)).all());
        var shapes = new TreeMap<String, TopicShape>();
        descriptions.forEach((name, description) ->
                shapes.put(
                        name.substring(before.length()),
                        shape(description, requireNonNull(configs.get(resource(name))))));
        return shapes;
    }

    private static TopicShape shape(TopicDescription topic, Config config) {
        var settings =
                config.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(toMap(ConfigEntry::name, ConfigEntry::value));
        return new TopicShape(
                topic.partitions().size(),
                topic.partitions().getFirst().replicas().size(),
                new TreeMap<>(settings));
    }

    void carryOut(TopicsPlan plan) {
        var created = new ArrayList<NewTopic>();
        var adjusted = new LinkedHashMap<ConfigResource, Collection<AlterConfigOp>>();
        for (var step : plan.steps()) {
            switch (step) {
                case Create(var kind, var shape) -> created.add(topic(kind, shape));
                case Adjust(var kind, _, var to) ->
                        adjusted.put(
                                resource(settings.prefix() + "." + kind),
                                to.entrySet().stream()
                                        .map(setting ->
                                                new AlterConfigOp(
                                                        new ConfigEntry(
                                                                setting.getKey(),
                                                                setting.getValue()),
                                                        OpType.SET))
                                        .toList());
                case Keep _, Refuse _ -> {}
            }
        }
        admin.createTopics(created).values().values().forEach(BrokerTopics::createdOrThere);
        answer(admin.incrementalAlterConfigs(adjusted).all());
    }

    /// Somebody else may have been quicker; what they made is compared at the next plan.
    private static void createdOrThere(KafkaFuture<Void> creation) {
        try {
            answer(creation);
        } catch (TopicExistsException _) {
            // As wanted.
        }
    }

    private NewTopic topic(String kind, TopicShape shape) {
        return new NewTopic(
                        settings.prefix() + "." + kind,
                        shape.partitions(),
                        (short) shape.replication())
                .configs(shape.settings());
    }

    private static List<ConfigResource> resources(List<String> names) {
        return names.stream().map(BrokerTopics::resource).toList();
    }

    private static ConfigResource resource(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static <T> T answer(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka
                    ? kafka
                    : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while waiting for the broker", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
