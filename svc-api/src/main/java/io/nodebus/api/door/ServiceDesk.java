package io.nodebus.api.door;

import io.nodebus.api.admission.Claim;
import io.nodebus.api.admission.Holders;
import io.nodebus.api.admission.MergePatch;
import io.nodebus.api.admission.ServiceAdmission;
import io.nodebus.api.admission.ServiceRanges;
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
import io.nodebus.api.view.Rendering;
import io.nodebus.api.view.Seen;
import io.nodebus.api.view.ServiceSeen;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.service.ServiceDesired.Wanted;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests about Services. Their end is a tombstone at once: nothing runs that would have to end
/// first.
final class ServiceDesk implements KindDesk {
    private final ServiceRanges ranges;
    private final Rendering rendering;

    ServiceDesk(ServiceRanges ranges, Rendering rendering) {
        this.ranges = ranges;
        this.rendering = rendering;
    }

    @Override
    public Plan create(Desk desk, Create request, Instant now) {
        var service =
                ServiceAdmission.newService(
                        request.body().tree(),
                        request.namespace(),
                        request.seed(),
                        now,
                        ranges,
                        holders(desk, ""));
        var name = service.metadata().name().orElse("");
        if (desk.view().get(Resource.SERVICES, request.namespace(), name).isPresent()) {
            throw new Refused(Refusal.alreadyExists(Resource.SERVICES.subject(name)));
        }
        return write(service, Reply.CREATED, "Admitted", "is there");
    }

    /// Others that have something, or will have it when all that was said is there.
    private static Holders holders(Desk desk, String except) {
        var flying = new HashMap<String, ServiceDesired>();
        desk.flights.overlay(ServiceDesired.TOPIC, flying);
        flying.remove(except);
        var soon = new HashMap<Claim, String>();
        flying.forEach((key, desired) ->
                Claim.of(desired.service()).forEach(claim -> soon.put(claim, key)));
        return claim ->
                desk.leases.holder(claim, except).or(() -> Optional.ofNullable(soon.get(claim)));
    }

    @Override
    public Plan replace(Desk desk, Replace request) {
        var seen = present(desk, request.namespace(), request.name());
        return change(desk, seen, request.body().tree());
    }

    @Override
    public Plan patch(Desk desk, Patch request) {
        var seen = present(desk, request.namespace(), request.name());
        return change(desk, seen, MergePatch.apply(rendering.tree(seen), request.body().tree()));
    }

    private Plan change(Desk desk, ServiceSeen seen, Map<?, ?> tree) {
        Preconditions.sameVersion(seen, tree);
        var after =
                ServiceAdmission.changedService(
                        seen.wanted(), tree, ranges, holders(desk, seen.key()));
        return after.equals(seen.wanted())
                ? new Settled(new Shown(seen, false))
                : write(after, Reply.OBJECT, "Changed", "changed");
    }

    @Override
    public Plan delete(Desk desk, Delete request, Instant now) {
        var seen = present(desk, request.namespace(), request.name());
        Preconditions.hold(seen, request.options());
        return new Write<ServiceDesired>(
                ServiceDesired.TOPIC,
                seen.key(),
                Optional.empty(),
                Reply.ENDED,
                Subject.of(seen),
                because(seen.wanted(), "Deleted", "was deleted"),
                Optional.of(seen));
    }

    private static Plan write(Service service, Reply reply, String reason, String done) {
        var shown = new ServiceSeen(service, Seen.Versions.NONE);
        return new Write<ServiceDesired>(
                ServiceDesired.TOPIC,
                service.key(),
                Optional.of(new Wanted(service)),
                reply,
                Subject.of(shown),
                because(service, reason, done),
                Optional.of(shown));
    }

    private static Because because(Service service, String reason, String done) {
        return new Because(
                reason,
                "service %s %s".formatted(service.key(), done),
                figures(service),
                List.of());
    }

    /// What it has that no other Service has.
    private static Map<String, String> figures(Service service) {
        var figures = new LinkedHashMap<String, String>();
        service.spec().clusterIP().ifPresent(ip -> figures.put("clusterIP", ip));
        for (var port : service.spec().ports()) {
            port.nodePort()
                    .ifPresent(number ->
                            figures.put(port.slug() + ".nodePort", String.valueOf(number)));
        }
        return figures;
    }

    private static ServiceSeen present(Desk desk, String namespace, String name) {
        return (ServiceSeen) desk.present(Resource.SERVICES, namespace, name);
    }
}
