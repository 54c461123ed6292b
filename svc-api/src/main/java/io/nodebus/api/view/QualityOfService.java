package io.nodebus.api.view;

import io.nodebus.contracts.pod.PodSpec;
import java.util.List;

/// The `qosClass` of a pod: how much it may count on what it asked for.
enum QualityOfService {
    Guaranteed,
    Burstable,
    BestEffort;

    private static final List<String> COUNTED = List.of("cpu", "memory");

    static QualityOfService of(PodSpec spec) {
        var asksForNothing = true;
        var everythingIsLimited = true;
        for (var container : spec.containers()) {
            var resources = container.requirements();
            for (var resource : COUNTED) {
                var request = resources.request(resource).filter(q -> q.value().signum() > 0);
                var limit = resources.limit(resource).filter(q -> q.value().signum() > 0);
                asksForNothing &= request.isEmpty() && limit.isEmpty();
                everythingIsLimited &=
                        limit.isPresent()
                                && request.filter(
                                                r -> r.value().compareTo(limit.get().value()) == 0)
                                        .isPresent();
            }
        }
        return asksForNothing ? BestEffort : everythingIsLimited ? Guaranteed : Burstable;
    }
}
