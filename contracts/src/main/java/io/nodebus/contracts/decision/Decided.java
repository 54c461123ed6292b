package io.nodebus.contracts.decision;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.topic.Type;
import java.time.Instant;

/// A decision, a refusal, or that something could not be done.
///
/// @param object `pod/namespace/name`, `node/name`...
/// @param uid of the object, empty when it has none yet
@Type("decided.v1")
public record Decided(String object, String uid, Instant at, Because because)
        implements DecisionRecord {}
