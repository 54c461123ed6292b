package io.nodebus.api.door;

import io.nodebus.api.admission.Admission;
import io.nodebus.api.admission.MergePatch;
import io.nodebus.api.door.Answer.Outcome.Shown;
import io.nodebus.api.door.Flights.Reply;
import io.nodebus.api.door.Flights.Subject;
import io.nodebus.api.door.Plan.Settled;
import io.nodebus.api.door.Plan.Write;
import io.nodebus.api.door.Request.Create;
import io.nodebus.api.door.Request.Delete;
import io.nodebus.api.door.Request.Evict;
import io.nodebus.api.door.Request.Patch;
import io.nodebus.api.door.Request.Replace;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.view.PodSeen;
import io.nodebus.api.view.Read;
import io.nodebus.api.view.Rendering;
import io.nodebus.api.view.Seen;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodDesired.Wanted;
import io.nodebus.contracts.pod.PodPlacement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Requests about pods. All come to one record on `pods.desired`; deletion is a value of it.
final class PodDesk implements KindDesk {
    private final Rendering rendering;

    PodDesk(Rendering rendering) {
        this.rendering = rendering;
    }

    @Override
    public Plan create(Desk desk, Create request, Instant now) {
        var pod = Admission.newPod(request.body().tree(), request.namespace(), request.seed(), now);
        seen(desk, pod.key())
                .ifPresent(there -> {
                    throw new Refused(taken(desk, there));
                });
        return write(
                pod,
                Optional.empty(),
                Reply.CREATED,
                Because.of("Admitted", "pod %s is wanted".formatted(pod.key())),
                Optional.empty());
    }

    private static Refusal taken(Desk desk, PodSeen there) {
        var subject = Resource.PODS.subject(there.name());
        return there.wanted().deletion().isPresent() || desk.ending.containsKey(there.key())
                ? Refusal.stillThere(subject)
                : Refusal.alreadyExists(subject);
    }

    @Override
    public Plan replace(Desk desk, Replace request) {
        var seen = present(desk, request.namespace(), request.name());
        return change(seen, request.body().tree());
    }

    @Override
    public Plan patch(Desk desk, Patch request) {
        var seen = present(desk, request.namespace(), request.name());
        return change(seen, MergePatch.apply(rendering.tree(seen), request.body().tree()));
    }

    private static Plan change(PodSeen seen, Map<?, ?> tree) {
        Preconditions.sameVersion(seen, tree);
        var before = seen.wanted().pod();
        var after = Admission.changedPod(before, seen.node(), tree);
        if (after.equals(before)) {
            return new Settled(new Shown(seen, false));
        }
        return write(
                after,
                seen.wanted().deletion(),
                Reply.OBJECT,
                Because.of(
                        "Changed",
                        "labels or annotations of pod %s changed".formatted(after.key())),
                Optional.of(seen));
    }

    @Override
    public Plan delete(Desk desk, Delete request, Instant now) {
        var seen = present(desk, request.namespace(), request.name());
        Preconditions.hold(seen, request.options());
        var pod = seen.wanted().pod();
        var grace =
                request.force()
                        ? 0
                        : request.options().gracePeriodSeconds().orElse(pod.spec().graceSeconds());
        var before = seen.wanted().deletion();
        if (before.filter(deletion -> !hastens(request.force(), grace, deletion)).isPresent()) {
            return new Settled(new Shown(seen, false));
        }
        var because =
                request.force()
                        ? Because.of(
                                Deletion.FORCED,
                                "somebody said that the node of pod %s is not waited for"
                                        .formatted(pod.key()))
                        : new Because(
                                "Deleted",
                                "somebody deleted pod %s".formatted(pod.key()),
                                Map.of("graceSeconds", Long.toString(grace)),
                                List.of());
        return delete(seen, new Deletion(now.truncatedTo(ChronoUnit.SECONDS), grace, because));
    }

    private static boolean hastens(boolean force, long grace, Deletion before) {
        return force && !before.isForced() || grace < before.graceSeconds();
    }

    Plan evict(Desk desk, Evict request, Instant now) {
        var seen = seen(desk, request.pod());
        var placement = desk.view().pods().placement(request.pod());
        if (seen.isEmpty()
                || seen.get().wanted().deletion().isPresent()
                || placement.filter(read -> mustLeave(read, seen.get())).isEmpty()) {
            return new Settled(new Answer.Outcome.Done("nothing to evict"));
        }
        var why = placement.get().message().because();
        var evidence = new ArrayList<>(List.of(placement.get().evidence()));
        evidence.addAll(why.evidence());
        return delete(
                seen.get(),
                new Deletion(
                        now.truncatedTo(ChronoUnit.SECONDS),
                        seen.get().wanted().pod().spec().graceSeconds(),
                        new Because(why.reason(), why.message(), why.figures(), evidence)));
    }

    /// Whether the autoscaler wants this pod gone.
    static boolean mustLeave(Read<PodPlacement> placement, PodSeen pod) {
        return placement.message() instanceof PodPlacement.Evict evict
                && evict.uid().equals(pod.uid());
    }

    private static Plan delete(PodSeen seen, Deletion deletion) {
        return write(
                seen.wanted().pod(),
                Optional.of(deletion),
                Reply.OBJECT,
                deletion.because(),
                Optional.of(seen));
    }

    private static Plan write(
            Pod pod,
            Optional<Deletion> deletion,
            Reply reply,
            Because because,
            Optional<PodSeen> before) {
        var wanted = new Wanted(pod, deletion);
        return new Write<PodDesired>(
                PodDesired.TOPIC,
                pod.key(),
                Optional.of(wanted),
                reply,
                new Subject(
                        Resource.PODS,
                        pod.metadata().namespace().orElse(""),
                        pod.metadata().name().orElse(""),
                        pod.uid()),
                because,
                Optional.of(PodSeen.wanted(wanted, before)));
    }

    private static Optional<PodSeen> seen(Desk desk, String key) {
        var slash = key.indexOf('/');
        return desk.view()
                .get(Resource.PODS, key.substring(0, slash), key.substring(slash + 1))
                .map(PodSeen.class::cast);
    }

    /// A pod that is not being forgotten at this moment.
    private static PodSeen present(Desk desk, String namespace, String name) {
        var key = Seen.key(namespace, name);
        return seen(desk, key)
                .filter(_ -> !desk.ending.containsKey(key))
                .orElseThrow(() -> new Refused(Refusal.notFound(Resource.PODS.subject(name))));
    }
}
