package io.nodebus.contracts.decision;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import java.time.Duration;

/// What travels on the `decisions` topics. Fleet services key by object, node services by
/// `node/object`.
public sealed interface DecisionRecord permits Decided {
    Topic<DecisionRecord> PODS = fleet("pods.decisions");
    Topic<DecisionRecord> SCALING = fleet("scaling.decisions");
    Topic<DecisionRecord> RULES = fleet("rules.decisions");
    Topic<DecisionRecord> API = fleet("api.decisions");
    Topic<DecisionRecord> NODES = node("nodes.decisions");
    Topic<DecisionRecord> IMAGES = node("images.decisions");
    Topic<DecisionRecord> LOGS = node("logs.decisions");

    private static Topic<DecisionRecord> fleet(String kind) {
        return new Topic<>(kind, DecisionRecord.class, Scope.OBJECT, kept());
    }

    private static Topic<DecisionRecord> node(String kind) {
        return new Topic<>(kind, DecisionRecord.class, Scope.NODE, kept());
    }

    private static Cleanup kept() {
        return Cleanup.after(Duration.ofDays(30));
    }
}
