package io.nodebus.bus.kafka;

import io.nodebus.contracts.topic.Topic;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Where the bus is, and how its clients are set.
///
/// @param bootstrap `host:port`, several with commas
/// @param prefix before every topic's kind; one Kafka can carry several planes
/// @param client who this is in the broker's logs and quotas: `autoscaler`, `node-agent@n1`
/// @param passed Kafka's own client settings (`ssl.*`, `sasl.*`, `security.protocol`...), over ours
/// @param readAgainAfter away for longer than this, tombstones may have come and gone unheard
public record KafkaSettings(
        String bootstrap,
        String prefix,
        String client,
        Map<String, String> passed,
        Duration readAgainAfter) {
    public static final String DEFAULT_PREFIX = "nodebus";

    private static final String PASSED = "kafka.";
    private static final String STRINGS = "org.apache.kafka.common.serialization.String";
    private static final String BYTES = "org.apache.kafka.common.serialization.ByteArray";
    private static final String FETCH_WAIT = "1000";
    private static final Duration PATIENCE = Duration.ofMillis(2500);
    private static final String NEVER = Integer.toString(Integer.MAX_VALUE);

    public KafkaSettings {
        passed = Collections.unmodifiableSequencedMap(new TreeMap<>(passed));
    }

    public static KafkaSettings at(String bootstrap, String client) {
        return new KafkaSettings(bootstrap, DEFAULT_PREFIX, client, Map.of(), Duration.ofHours(1));
    }

    /// With what is set as `kafka.<client setting>`; other keys are left alone.
    public KafkaSettings passing(Map<String, String> all) {
        var more = new TreeMap<>(passed);
        all.forEach((key, value) -> {
            if (key.startsWith(PASSED)) {
                more.put(key.substring(PASSED.length()), value);
            }
        });
        return new KafkaSettings(bootstrap, prefix, client, more, readAgainAfter);
    }

    public KafkaSettings withPrefix(String other) {
        return new KafkaSettings(bootstrap, other, client, passed, readAgainAfter);
    }

    public KafkaSettings withReadAgainAfter(Duration other) {
        return new KafkaSettings(bootstrap, prefix, client, passed, other);
    }

    /// How long the broker may be silent before it counts as away: it answers at least every
    /// `fetch.max.wait.ms`.
    Duration patience() {
        return Duration.ofMillis(
                        Long.parseLong(passed.getOrDefault("fetch.max.wait.ms", FETCH_WAIT)))
                .plus(PATIENCE);
    }

    /// A topic's name on the broker.
    public String name(Topic<?> topic) {
        return topic.name(prefix);
    }

    /// Never gives a record up: what is not acknowledged is still ours.
    ///
    /// One request at a time: of several, a later one can be taken and an earlier one refused while
    /// a partition finds its leader, and a broker that has not met this producer yet takes it. The
    /// earlier one is then out of order for ever, and is sent again for ever.
    public Map<String, String> producer() {
        var settings = common();
        settings.put("key.serializer", STRINGS + "Serializer");
        settings.put("value.serializer", BYTES + "Serializer");
        settings.put("acks", "all");
        settings.put("enable.idempotence", "true");
        settings.put("max.in.flight.requests.per.connection", "1");
        settings.put("linger.ms", "0");
        settings.put("delivery.timeout.ms", NEVER);
        settings.put("max.block.ms", NEVER);
        settings.putAll(passed);
        return settings;
    }

    /// A producer whose batches are heard whole or not at all, and which the next one of the same
    /// id shuts out.
    ///
    /// @param timeout after which the broker gives up a transaction whose producer is gone
    public Map<String, String> transactional(String id, Duration timeout) {
        var settings = producer();
        settings.put("transactional.id", prefix + "." + id);
        settings.put("transaction.timeout.ms", Long.toString(timeout.toMillis()));
        settings.put("max.block.ms", Long.toString(timeout.toMillis()));
        settings.putAll(passed);
        return settings;
    }

    /// Assigned by hand, and told when a position is not there any more.
    public Map<String, String> consumer() {
        var settings = common();
        settings.put("key.deserializer", STRINGS + "Deserializer");
        settings.put("value.deserializer", BYTES + "Deserializer");
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "none");
        settings.put("allow.auto.create.topics", "false");
        settings.put("isolation.level", "read_committed");
        settings.put("fetch.max.wait.ms", FETCH_WAIT);
        settings.put("default.api.timeout.ms", "10000");
        settings.putAll(passed);
        return settings;
    }

    /// A member of the group that elects. A leader stays when others come: only what is free is
    /// given out. A member whose process hangs loses its place as one that died does.
    public Map<String, String> member(String group) {
        var settings = consumer();
        settings.put("group.id", prefix + "." + group);
        settings.put("group.protocol", "classic");
        settings.put("auto.offset.reset", "latest");
        settings.put(
                "partition.assignment.strategy",
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        settings.putIfAbsent("session.timeout.ms", "6000");
        settings.putIfAbsent("heartbeat.interval.ms", "2000");
        settings.putIfAbsent("max.poll.interval.ms", "15000");
        return settings;
    }

    /// For questions about the cluster; they fail rather than wait long.
    public Map<String, String> admin() {
        var settings = common();
        settings.put("default.api.timeout.ms", "10000");
        settings.put("request.timeout.ms", "5000");
        settings.putAll(passed);
        return settings;
    }

    private SequencedMap<String, String> common() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("bootstrap.servers", bootstrap);
        settings.put("client.id", client);
        settings.put("reconnect.backoff.ms", "50");
        settings.put("reconnect.backoff.max.ms", "1000");
        settings.put("enable.metrics.push", "false");
        return settings;
    }
}
