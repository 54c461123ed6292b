package io.nodebus.api.door;

import io.nodebus.api.admission.EndpointSliceAdmission;
import io.nodebus.api.admission.MergePatch;
import io.nodebus.api.door.Answer.Outcome.Shown;
import io.nodebus.api.door.Flights.Reply;
import io.nodebus.api.door.Flights.Subject;
import io.nodebus.api.door.Plan.Settled;
import io.nodebus.api.door.Plan.Write;
import io.nodebus.api.door.Request.Create;
import io.nodebus.api.door.Request.Delete;
import io.nodebus.api.door.Request.Patch;
import io.nodebus.api.door.Request.Replace;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.view.EndpointSliceSeen;
import io.nodebus.api.view.Rendering;
import io.nodebus.api.view.Seen;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.EndpointSliceDesired.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Requests about EndpointSlices. Those of Services with a selector are shown, and nobody writes
/// them here.
final class EndpointSliceDesk implements KindDesk {
    private final Rendering rendering;

    EndpointSliceDesk(Rendering rendering) {
        this.rendering = rendering;
    }

    @Override
    public Plan create(Desk desk, Create request, Instant now) {
        var slice =
                EndpointSliceAdmission.newSlice(
                        request.body().tree(),
                        request.namespace(),
                        request.seed(),
                        now,
                        selects(desk));
        var name = slice.metadata().name().orElse("");
        if (desk.view().get(Resource.ENDPOINTSLICES, request.namespace(), name).isPresent()) {
            throw new Refused(Refusal.alreadyExists(Resource.ENDPOINTSLICES.subject(name)));
        }
        return write(slice, Reply.CREATED, "Admitted", "is there");
    }

    private static Predicate<String> selects(Desk desk) {
        return key ->
                desk.view()
                        .services()
                        .wanted(key)
                        .filter(read -> !read.message().service().spec().selector().isEmpty())
                        .isPresent();
    }

    @Override
    public Plan replace(Desk desk, Replace request) {
        var seen = given(desk, request.namespace(), request.name());
        return change(desk, seen, request.body().tree());
    }

    @Override
    public Plan patch(Desk desk, Patch request) {
        var seen = given(desk, request.namespace(), request.name());
        return change(desk, seen, MergePatch.apply(rendering.tree(seen), request.body().tree()));
    }

    private static Plan change(Desk desk, EndpointSliceSeen seen, Map<?, ?> tree) {
        Preconditions.sameVersion(seen, tree);
        var after = EndpointSliceAdmission.changedSlice(seen.slice(), tree, selects(desk));
        return after.equals(seen.slice())
                ? new Settled(new Shown(seen, false))
                : write(after, Reply.OBJECT, "Changed", "changed");
    }

    @Override
    public Plan delete(Desk desk, Delete request, Instant now) {
        var seen = given(desk, request.namespace(), request.name());
        Preconditions.hold(seen, request.options());
        return new Write<EndpointSliceDesired>(
                EndpointSliceDesired.TOPIC,
                seen.key(),
                Optional.empty(),
                Reply.ENDED,
                Subject.of(seen),
                because(seen.slice(), "Deleted", "was deleted"),
                Optional.of(seen));
    }

    private static Plan write(EndpointSlice slice, Reply reply, String reason, String done) {
        var shown = new EndpointSliceSeen(slice, true, Seen.Versions.NONE);
        return new Write<EndpointSliceDesired>(
                EndpointSliceDesired.TOPIC,
                slice.key(),
                Optional.of(new Wanted(slice)),
                reply,
                Subject.of(shown),
                because(slice, reason, done),
                Optional.of(shown));
    }

    private static Because because(EndpointSlice slice, String reason, String done) {
        return new Because(
                reason,
                "endpointslice %s of service %s %s"
                        .formatted(slice.key(), slice.serviceKey().orElse(""), done),
                Map.of("endpoints", String.valueOf(slice.endpoints().size())),
                List.of());
    }

    private static EndpointSliceSeen given(Desk desk, String namespace, String name) {
        var seen = (EndpointSliceSeen) desk.present(Resource.ENDPOINTSLICES, namespace, name);
        if (!seen.given()) {
            throw new Refused(
                    Refusal.methodNotAllowed(
                            "endpointslice %s shows the pods of a Service with a selector and"
                                            .formatted(seen.key())
                                    + " cannot be written"));
        }
        return seen;
    }
}
