package io.nodebus.api.admission;

import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Cause;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.EndpointSlice.Port;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// EndpointSlices of people, for Services without a selector.
///
/// Every method throws [Refused] with everything that is wrong.
public final class EndpointSliceAdmission {
    private EndpointSliceAdmission() {}

    /// @param selects whether a Service has a selector, by `namespace/name`
    public static EndpointSlice newSlice(
            Map<?, ?> tree, String namespace, Seed seed, Instant now, Predicate<String> selects) {
        var written = read(tree);
        var meta =
                Admission.fresh(Resource.ENDPOINTSLICES, written.metadata(), namespace, seed, now);
        var slice = with(written, meta);
        Admission.refuse(Resource.ENDPOINTSLICES, meta, EndpointSliceChecks.check(slice, selects));
        return slice;
    }

    public static EndpointSlice changedSlice(
            EndpointSlice before, Map<?, ?> tree, Predicate<String> selects) {
        var written = read(tree);
        var meta =
                Admission.kept(
                        Resource.ENDPOINTSLICES, before.metadata(), written.metadata(), false);
        var slice = with(written, meta);
        var causes = new ArrayList<>(EndpointSliceChecks.check(slice, selects));
        if (slice.addressType() != before.addressType()) {
            causes.add(
                    Cause.invalid("addressType", slice.addressType().name(), "field is immutable"));
        }
        Admission.refuse(Resource.ENDPOINTSLICES, meta, causes);
        return slice;
    }

    private static EndpointSlice read(Map<?, ?> tree) {
        return Reading.read(Resource.ENDPOINTSLICES, EndpointSlice.class, tree);
    }

    /// With what holds where nobody said anything.
    private static EndpointSlice with(EndpointSlice written, ObjectMeta meta) {
        return new EndpointSlice(
                meta,
                written.addressType(),
                written.endpoints(),
                written.ports().stream()
                        .map(port ->
                                new Port(
                                        port.name().filter(name -> !name.isEmpty()),
                                        Optional.of(port.transport()),
                                        port.port()))
                        .toList());
    }
}
