package io.nodebus.contracts.service;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;

/// What travels on `services.desired`, keyed by `namespace/name`, written by svc-api. A tombstone
/// is the word that a Service is gone: nothing runs that would have to end first.
public sealed interface ServiceDesired {
    Topic<ServiceDesired> TOPIC =
            new Topic<>("services.desired", ServiceDesired.class, Scope.OBJECT, Cleanup.COMPACT);

    Service service();

    /// With its addresses and node ports, as allocated at admission.
    @Type("service.wanted.v1")
    record Wanted(Service service) implements ServiceDesired {}
}
