package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import java.util.Optional;

/// Which objects somebody wants to see.
///
/// @param namespace absent: all
public record Query(
        Resource resource, Optional<String> namespace, LabelSelector labels, FieldSelector fields) {
    /// Every object of a kind.
    public static Query all(Resource resource) {
        return new Query(
                resource, Optional.empty(), LabelSelector.EVERYTHING, FieldSelector.EVERYTHING);
    }

    boolean matches(Seen seen) {
        return seen.resource() == resource
                && namespace.map(seen.namespace()::equals).orElse(true)
                && labels.matches(seen.labels())
                && fields.matches(seen);
    }
}
