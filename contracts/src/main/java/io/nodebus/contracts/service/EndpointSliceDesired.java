package io.nodebus.contracts.service;

import io.nodebus.contracts.topic.Cleanup;
import io.nodebus.contracts.topic.Scope;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.topic.Type;

/// What travels on `endpointslices.desired`, keyed by `namespace/name` of the slice, written by
/// svc-api.
public sealed interface EndpointSliceDesired {
    Topic<EndpointSliceDesired> TOPIC =
            new Topic<>(
                    "endpointslices.desired",
                    EndpointSliceDesired.class,
                    Scope.OBJECT,
                    Cleanup.COMPACT);

    EndpointSlice slice();

    @Type("endpointslice.wanted.v1")
    record Wanted(EndpointSlice slice) implements EndpointSliceDesired {}
}
