package io.nodebus.contracts.pod;

import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;
import java.util.Optional;

/// What travels on `pods.desired`, keyed by `namespace/name`, written by svc-api.
public sealed interface PodDesired {
    Topic<PodDesired> TOPIC =
            new Topic<>("pods.desired", PodDesired.class, Scope.OBJECT, Cleanup.COMPACT);

    /// A pod somebody wants, or with a deletion no longer wants.
    @Type("pod.wanted.v1")
    record Wanted(Pod pod, Optional<Deletion> deletion) implements PodDesired {}

    Pod pod();

    Optional<Deletion> deletion();
}
