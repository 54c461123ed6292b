package io.nodebus.api.view;

import io.nodebus.api.resource.Resource;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.service.EndpointSlice;

/// An EndpointSlice.
///
/// @param given by people; the others show what was decided, and cannot be written
public record EndpointSliceSeen(EndpointSlice slice, boolean given, Versions versions)
        implements WithMetadata {
    @Override
    public Resource resource() {
        return Resource.ENDPOINTSLICES;
    }

    @Override
    public ObjectMeta metadata() {
        return slice.metadata();
    }

    @Override
    public EndpointSliceSeen with(Versions newer) {
        return new EndpointSliceSeen(slice, given, newer);
    }

    @Override
    public boolean wantedAs(Seen before) {
        return before instanceof EndpointSliceSeen was && (!given || was.slice.equals(slice));
    }
}
