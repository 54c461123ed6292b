package io.nodebus.bus.topics;

import io.nodebus.contracts.catalogue.Catalogue;
import io.nodebus.contracts.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// What applying would do, topic by topic, in the order of the catalogue.
public record TopicsPlan(List<Step> steps) {
    /// One topic, by its kind.
    public sealed interface Step {
        String kind();
    }

    public record Create(String kind, TopicShape shape) implements Step {}

    /// @param from settings that differ, as they are
    /// @param to the same, as they should be
    public record Adjust(String kind, SequencedMap<String, String> from, Map<String, String> to)
            implements Step {}

    public record Keep(String kind, TopicShape shape) implements Step {}

    /// Cannot be made right: partitions are for ever.
    public record Refuse(String kind, String because) implements Step {}

    public TopicsPlan {
        steps = List.copyOf(steps);
    }

    /// @param present what is there, by kind
    static TopicsPlan of(Map<String, TopicShape> present, int partitions, int replication) {
        var steps = new ArrayList<Step>();
        for (var entry : Catalogue.ENTRIES) {
            steps.add(step(entry.topic(), present, partitions, replication));
        }
        return new TopicsPlan(steps);
    }

    private static Step step(
            Topic<?> topic, Map<String, TopicShape> present, int partitions, int replication) {
        var wanted = TopicShape.of(topic, partitions, replication);
        var is = present.get(topic.kind());
        if (is == null) {
            return new Create(topic.kind(), wanted);
        }
        if (is.partitions() != wanted.partitions()) {
            return new Refuse(
                    topic.kind(),
                    "has %d partitions and the plane %d; partitions are for ever: take another prefix"
                            .formatted(is.partitions(), wanted.partitions()));
        }
        var from = new TreeMap<String, String>();
        var to = new TreeMap<String, String>();
        wanted.settings()
                .forEach((name, value) -> {
                    var now = is.settings().getOrDefault(name, "");
                    if (!now.equals(value)) {
                        from.put(name, now);
                        to.put(name, value);
                    }
                });
        return to.isEmpty() ? new Keep(topic.kind(), is) : new Adjust(topic.kind(), from, to);
    }

    public List<Refuse> refusals() {
        return steps.stream().filter(Refuse.class::isInstance).map(Refuse.class::cast).toList();
    }

    /// Whether everything is as it should be.
    public boolean changesNothing() {
        return steps.stream().allMatch(Keep.class::isInstance);
    }
}
