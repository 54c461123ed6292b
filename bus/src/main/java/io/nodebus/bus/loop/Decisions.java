package io.nodebus.bus.loop;

import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Quarantined;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import java.util.Optional;

/// Where a service's loop tells why, when the loop itself has something to tell.
sealed interface Decisions {
    record Nowhere() implements Decisions {}

    record Fleet(Topic<DecisionRecord> topic) implements Decisions {}

    record Node(Topic<DecisionRecord> topic, String node) implements Decisions {}

    default Optional<Say<?>> that(Quarantined<?> quarantined) {
        var object = object(quarantined.topic(), quarantined.key());
        var decided = new Decided(object, "", quarantined.at().wall(), quarantined.because());
        return switch (this) {
            case Nowhere() -> Optional.empty();
            case Fleet(var topic) -> Optional.of(Say.that(topic, object, decided));
            case Node(var topic, var node) ->
                    Optional.of(Say.that(topic, node + "/" + object, decided));
        };
    }

    /// `pods.bound` and `n1/default/web` are `pod/default/web`.
    static String object(Topic<?> topic, String key) {
        var domain = topic.kind().substring(0, topic.kind().indexOf('.'));
        var kind = domain.endsWith("s") ? domain.substring(0, domain.length() - 1) : domain;
        var slash = topic.scope() == Scope.NODE ? key.indexOf('/') : -1;
        return kind + "/" + key.substring(slash + 1);
    }
}
