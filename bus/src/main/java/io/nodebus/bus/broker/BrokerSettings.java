package io.nodebus.bus.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What an embedded broker is started with.
///
/// @param folder where its data lies; formatted at the first start, and the same bus at the next
/// @param port on 127.0.0.1; 0 takes a free one
/// @param protocol what clients speak: `PLAINTEXT`, `SSL`, `SASL_PLAINTEXT`, `SASL_SSL`
/// @param more Kafka's own settings, over ours
/// @param scramUsers made when the folder is formatted, as `SCRAM-SHA-512=[name=a,password=b]`
public record BrokerSettings(
        Path folder, int port, String protocol, Map<String, String> more, List<String> scramUsers) {
    public BrokerSettings {
        more = new TreeMap<>(more);
        scramUsers = List.copyOf(scramUsers);
    }

    public static BrokerSettings in(Path folder, int port) {
        return new BrokerSettings(folder, port, "PLAINTEXT", Map.of(), List.of());
    }

    /// With users and a protocol that asks for them.
    public BrokerSettings secured(String secure, Map<String, String> settings, List<String> users) {
        return new BrokerSettings(folder, port, secure, settings, users);
    }

    BrokerSettings at(int otherPort) {
        return new BrokerSettings(folder, otherPort, protocol, more, scramUsers);
    }

    Map<String, String> kafka(int controllerPort) {
        var settings = new LinkedHashMap<String, String>();
        var controller = "127.0.0.1:" + controllerPort;
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listeners", clients() + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", clients());
        settings.put("inter.broker.listener.name", protocol);
        settings.put(
                "listener.security.protocol.map",
                "%s:%s,CONTROLLER:PLAINTEXT".formatted(protocol, protocol));
        settings.put("log.dirs", folder.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.message.timestamp.type", "LogAppendTime");
        alone(settings);
        quick(settings);
        small(settings);
        settings.putAll(more);
        return settings;
    }

    private String clients() {
        return "%s://127.0.0.1:%d".formatted(protocol, port);
    }

    /// There is no second broker to replicate to.
    private static void alone(Map<String, String> settings) {
        for (var inner : List.of("offsets.topic", "transaction.state.log")) {
            settings.put(inner + ".replication.factor", "1");
            settings.put(inner + ".num.partitions", "1");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("default.replication.factor", "1");
    }

    private static void quick(Map<String, String> settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        // After a kill, the next start waits until the old session has expired: 9 s by default.
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("broker.heartbeat.interval.ms", "500");
        // A leader that was killed in a transaction holds up readers until somebody looks.
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    /// For one machine, not for a cluster: fewer threads, smaller buffers, no idle writes.
    private static void small(Map<String, String> settings) {
        // 128 MiB by default, from memory.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        // Otherwise a record is written to the metadata log twice a second, for ever.
        settings.put("metadata.max.idle.interval.ms", "10000");
    }
}
