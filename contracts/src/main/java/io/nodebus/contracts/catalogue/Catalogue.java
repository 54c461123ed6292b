package io.nodebus.contracts.catalogue;

import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.container.ContainerEvent;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.plane.DeadLetter;
import io.nodebus.contracts.plane.JournalEvent;
import io.nodebus.contracts.plane.LeaderState;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RulesApplied;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.topic.Topic;
import java.util.List;
import java.util.Optional;

/// Every topic, who writes it and who hears it. Topics of later concerns are added here with their
/// families.
public final class Catalogue {
    /// One topic and its parties.
    ///
    /// @param writer the one role that may write a key
    /// @param hearers who reads it
    /// @param key what a key looks like
    public record Entry(Topic<?> topic, String key, String writer, List<String> hearers) {}

    private static final String API = "svc-api";
    private static final String AUTOSCALER = "svc-autoscaler";
    private static final String PROXY_RULES = "svc-proxy-rules";
    private static final String AGENT = "svc-node-agent";

    public static final List<Entry> ENTRIES =
            List.of(
                    entry(PlaneState.TOPIC, "plane or accepted", "topics apply or " + API, "all"),
                    entry(PodDesired.TOPIC, "ns/name", API, AUTOSCALER, API),
                    entry(PodPlacement.TOPIC, "ns/name", AUTOSCALER, AUTOSCALER, API),
                    entry(PodBound.TOPIC, "node/ns/name", AUTOSCALER, AGENT),
                    entry(PodState.TOPIC, "node/ns/name", AGENT, PROXY_RULES, AUTOSCALER, API),
                    entry(ServiceDesired.TOPIC, "ns/name", API, PROXY_RULES, API),
                    entry(EndpointSliceDesired.TOPIC, "ns/slice", API, PROXY_RULES, API),
                    entry(RuleState.TOPIC, "ns/name/port/family/slice", PROXY_RULES, AGENT, API),
                    entry(NameState.TOPIC, "ns/name", PROXY_RULES, AGENT, API),
                    entry(RulesApplied.TOPIC, "node", AGENT, PROXY_RULES, API),
                    entry(ConfigDesired.TOPIC, "ns/name/kind", API, API),
                    entry(ConfigBound.TOPIC, "node/ns/name/kind", API, AGENT),
                    entry(NodeDesired.TOPIC, "node", API, AUTOSCALER, PROXY_RULES, AGENT),
                    entry(NodeState.TOPIC, "node", AGENT, AUTOSCALER, API),
                    entry(NodeHeartbeat.TOPIC, "node", AGENT, AUTOSCALER),
                    entry(NodeHealth.TOPIC, "node", AUTOSCALER, PROXY_RULES, API),
                    entry(RouteState.TOPIC, "node", AGENT, AGENT),
                    entry(ContainerEvent.TOPIC, "node", AGENT, API),
                    entry(DecisionRecord.PODS, "object", AUTOSCALER, API),
                    entry(DecisionRecord.SCALING, "object", AUTOSCALER, API),
                    entry(DecisionRecord.RULES, "object", PROXY_RULES, API),
                    entry(DecisionRecord.API, "object", API, API),
                    entry(DecisionRecord.NODES, "node/object", AGENT, API),
                    entry(DecisionRecord.IMAGES, "node/object", "svc-image-gc", API),
                    entry(DecisionRecord.LOGS, "node/object", "svc-log-rotate", API),
                    entry(JournalEvent.TOPIC, "node", AGENT, API),
                    entry(LeaderState.API, "service", API, API),
                    entry(LeaderState.AUTOSCALER, "service", AUTOSCALER, AUTOSCALER),
                    entry(LeaderState.PROXY_RULES, "service", PROXY_RULES, PROXY_RULES),
                    entry(DeadLetter.TOPIC, "source", "whoever refused it", "operators"));

    private Catalogue() {}

    private static Entry entry(Topic<?> topic, String key, String writer, String... hearers) {
        return new Entry(topic, key, writer, List.of(hearers));
    }

    /// The topic of this kind.
    ///
    /// @throws IllegalArgumentException when there is none
    public static Topic<?> topic(String kind) {
        return find(kind).orElseThrow(() -> new IllegalArgumentException("no topic " + kind));
    }

    /// The topic of this kind, if there is one.
    public static Optional<Topic<?>> find(String kind) {
        return ENTRIES.stream()
                .<Topic<?>>map(Entry::topic)
                .filter(topic -> topic.kind().equals(kind))
                .findFirst();
    }
}
