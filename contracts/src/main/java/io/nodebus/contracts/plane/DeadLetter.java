package io.nodebus.contracts.plane;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.time.Duration;

/// What travels on `dlt`, keyed by where it came from: records of event topics that could not be
/// read.
public sealed interface DeadLetter {
    Topic<DeadLetter> TOPIC =
            new Topic<>("dlt", DeadLetter.class, Scope.OBJECT, Cleanup.after(Duration.ofDays(14)));

    /// @param value base64 of what was there
    @Type("dlt.refused.v1")
    record Refused(
            String topic, int partition, long offset, String service, String reason, String value)
            implements DeadLetter {}
}
