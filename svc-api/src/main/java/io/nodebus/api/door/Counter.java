package io.nodebus.api.door;

import static java.util.stream.Collectors.joining;

import io.nodebus.api.admission.Size;
import io.nodebus.api.door.Answer.Outcome;
import io.nodebus.api.door.Answer.Outcome.Done;
import io.nodebus.api.door.Answer.Outcome.Ended;
import io.nodebus.api.door.Answer.Outcome.No;
import io.nodebus.api.door.Answer.Outcome.Shown;
import io.nodebus.api.door.Flights.Flight;
import io.nodebus.api.door.Flights.Slot;
import io.nodebus.api.door.Flights.Subject;
import io.nodebus.api.door.Plan.Settled;
import io.nodebus.api.door.Plan.Write;
import io.nodebus.api.door.Request.AcceptPlane;
import io.nodebus.api.door.Request.Approve;
import io.nodebus.api.door.Request.Create;
import io.nodebus.api.door.Request.Delete;
import io.nodebus.api.door.Request.Evict;
import io.nodebus.api.door.Request.Patch;
import io.nodebus.api.door.Request.Replace;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.status.Cause;
import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.api.view.PodSeen;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.plane.PlaneState.Accepted;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.wire.TreeWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes requests one after another, and answers them.
final class Counter {
    private final PodDesk pods;
    private final NodeDesk nodes;
    private final ConfigDesk configs;
    private final ServiceDesk services;
    private final EndpointSliceDesk slices;

    Counter(
            PodDesk pods,
            NodeDesk nodes,
            ConfigDesk configs,
            ServiceDesk services,
            EndpointSliceDesk slices) {
        this.pods = pods;
        this.nodes = nodes;
        this.configs = configs;
        this.services = services;
        this.slices = slices;
    }

    void serve(Step step, Told<Request> told) {
        var request = told.message();
        var desk = step.desk();
        if (!desk.isReady()) {
            step.answer(
                    request.number(),
                    new No(Refusal.unavailable("the topics are still being read")));
        } else if (desk.foreignPlane().isPresent() && !(request instanceof AcceptPlane)) {
            step.answer(request.number(), new No(foreign(desk)));
        } else {
            plan(step, told);
        }
    }

    private static Refusal foreign(Desk desk) {
        return Refusal.unavailable(
                "the bus is another one than before (cluster %s): nothing is written until"
                                .formatted(desk.foreignPlane().orElseThrow().clusterId())
                        + " somebody says nodebus plane accept");
    }

    private void plan(Step step, Told<Request> told) {
        var request = told.message();
        try {
            switch (plan(step, request)) {
                case Settled(var outcome) -> step.answer(request.number(), outcome);
                case Write<?> write -> write(step, told, write);
            }
        } catch (Refused e) {
            refuse(step, request, e.refusal());
        } catch (RuntimeException e) {
            // A plan changes nothing, so a fault in making one is the request's alone: whoever sent
            // it is told, and the loop goes on.
            step.answer(request.number(), new No(Refusal.broken(e.toString())));
        }
    }

    private Plan plan(Step step, Request request) {
        var desk = step.desk();
        var now = step.now();
        return switch (request) {
            case Create create -> desk(create.resource()).create(desk, create, now);
            case Replace replace -> desk(replace.resource()).replace(desk, replace);
            case Patch patch -> desk(patch.resource()).patch(desk, patch);
            case Delete delete -> desk(delete.resource()).delete(desk, delete, now);
            case Approve(_, var node) -> nodes.approve(desk, node, now);
            case AcceptPlane(_, var node) ->
                    nodes.acceptPlane(
                            desk,
                            node.orElseThrow(),
                            desk.plane().orElseThrow(() -> new Refused(unknownPlane())));
            case Evict evict -> pods.evict(desk, evict, now);
        };
    }

    private KindDesk desk(Resource resource) {
        return switch (resource) {
            case PODS -> pods;
            case NODES -> nodes;
            case CONFIGMAPS, SECRETS -> configs;
            case SERVICES -> services;
            case ENDPOINTSLICES -> slices;
            case EVENTS, NAMESPACES, ENDPOINTS, RULES -> throw readOnly(resource);
        };
    }

    private static Refused readOnly(Resource resource) {
        return new Refused(
                Refusal.methodNotAllowed(
                        "%s are made by nodebus and cannot be written"
                                .formatted(resource.plural())));
    }

    private static Refusal unknownPlane() {
        return Refusal.unavailable("the bus has not said yet which one it is");
    }

    private void write(Step step, Told<Request> told, Write<?> write) {
        var request = told.message();
        var desk = step.desk();
        checkSize(write);
        if (isDryRun(request)) {
            step.answer(request.number(), asIf(write));
        } else if (desk.flights.isFlying(write.slot())) {
            desk.flights.await(write.slot(), told);
        } else {
            send(step, request.number(), write);
        }
    }

    private static <M> void send(Step step, long number, Write<M> write) {
        var subject = write.subject();
        step.desk()
                .flights
                .begin(write.slot(), new Flight(number, write.message(), write.reply(), subject));
        step.add(new Say<>(write.topic(), write.key(), write.message()));
        step.decided(object(subject), subject.uid(), write.because());
    }

    private static void checkSize(Write<?> write) {
        write.message()
                .filter(Record.class::isInstance)
                .map(Record.class::cast)
                .ifPresent(message -> Size.check(TreeWriter.write(message)));
    }

    private static Outcome asIf(Write<?> write) {
        return write.message().isEmpty()
                ? new Ended(
                        write.subject().resource(), write.subject().name(), write.subject().uid())
                : write.shown()
                        .<Outcome>map(
                                seen -> new Shown(seen, write.reply() == Flights.Reply.CREATED))
                        .orElseGet(() -> new Done("dry run"));
    }

    private static boolean isDryRun(Request request) {
        return switch (request) {
            case Create create -> create.dryRun();
            case Replace replace -> replace.dryRun();
            case Patch patch -> patch.dryRun();
            case Delete delete -> delete.dryRun();
            case Approve _, AcceptPlane _, Evict _ -> false;
        };
    }

    private static String object(Subject subject) {
        return subject.resource().namespaced()
                ? "%s/%s/%s"
                        .formatted(
                                subject.resource().singular(), subject.namespace(), subject.name())
                : subject.resource().singular() + "/" + subject.name();
    }

    /// A write was read back: whoever waits for it is answered, and whoever waits behind is served.
    void landed(Step step, Heard<?> heard) {
        var slot = new Slot(heard.topic(), heard.key());
        step.desk()
                .flights
                .landed(slot, heard.message())
                .ifPresent(flight -> step.answer(flight.number(), outcome(step.desk(), flight)));
        for (var next = step.desk().flights.next(slot);
                next.isPresent();
                next = step.desk().flights.next(slot)) {
            plan(step, next.get());
        }
    }

    private static Outcome outcome(Desk desk, Flight flight) {
        var subject = flight.subject();
        return switch (flight.reply()) {
            case ENDED -> new Ended(subject.resource(), subject.name(), subject.uid());
            case CREATED, OBJECT ->
                    desk.view()
                            .get(subject.resource(), subject.namespace(), subject.name())
                            .<Outcome>map(seen ->
                                    new Shown(seen, flight.reply() == Flights.Reply.CREATED))
                            .orElseGet(() -> new Done("it was written, and is gone already"));
        };
    }

    /// Says no, and says so where `why` finds it.
    private static void refuse(Step step, Request request, Refusal refusal) {
        step.answer(request.number(), new No(refusal));
        if (isDryRun(request) || refusal.code() == 404 || refusal.code() >= 500) {
            return;
        }
        switch (request) {
            case Create create ->
                    tell(step, create.resource(), create.namespace(), name(create), refusal);
            case Replace replace ->
                    tell(step, replace.resource(), replace.namespace(), replace.name(), refusal);
            case Patch patch ->
                    tell(step, patch.resource(), patch.namespace(), patch.name(), refusal);
            case Delete delete ->
                    tell(step, delete.resource(), delete.namespace(), delete.name(), refusal);
            case Approve approve -> tell(step, Resource.NODES, "", approve.node(), refusal);
            case AcceptPlane accept ->
                    tell(step, Resource.NODES, "", accept.node().orElse(""), refusal);
            case Evict _ -> {}
        }
    }

    private static String name(Create create) {
        return create.body().tree().get("metadata") instanceof Map<?, ?> meta
                        && meta.get("name") instanceof String name
                ? name
                : "";
    }

    /// Of a Secret only the fields are named: a message may repeat a value.
    private static void tell(
            Step step, Resource resource, String namespace, String name, Refusal refusal) {
        if (name.isEmpty()) {
            return;
        }
        var message =
                resource == Resource.SECRETS && !refusal.causes().isEmpty()
                        ? "refused for "
                                + refusal.causes().stream().map(Cause::field).collect(joining(", "))
                        : refusal.message();
        step.decided(
                object(new Subject(resource, namespace, name, "")),
                "",
                Because.of("Refused" + refusal.reason(), message));
    }

    void evictIfAsked(Step step, String pod) {
        var desk = step.desk();
        var slash = pod.indexOf('/');
        var asked =
                desk.view()
                        .get(Resource.PODS, pod.substring(0, slash), pod.substring(slash + 1))
                        .map(PodSeen.class::cast)
                        .filter(seen -> seen.wanted().deletion().isEmpty())
                        .filter(seen ->
                                desk.view()
                                        .pods()
                                        .placement(pod)
                                        .filter(read -> PodDesk.mustLeave(read, seen))
                                        .isPresent());
        if (asked.isPresent()
                && step.mayWrite()
                && !desk.flights.isFlying(new Slot(PodDesired.TOPIC, pod))) {
            plan(step, new Told<>(new Evict(Request.NOBODY, pod), step.at()));
        }
    }

    void approveIfNeeded(Step step, String node) {
        if (!step.mayWrite() || step.desk().flights.isFlying(new Slot(NodeDesired.TOPIC, node))) {
            return;
        }
        try {
            nodes.needed(step.desk(), node, step.now())
                    .ifPresent(plan -> {
                        switch (plan) {
                            case Settled _ -> {}
                            case Write<?> write -> send(step, Request.NOBODY, write);
                        }
                    });
        } catch (Refused e) {
            var refusal = e.refusal();
            step.decided(
                    "node/" + node,
                    "",
                    Because.of("Refused" + refusal.reason(), refusal.message()));
        }
    }

    /// The whole of what people want is written anew, from memory.
    static Outcome acceptPlane(Step step, Accepted accepted) {
        var desk = step.desk();
        var pods = desk.desiredPods();
        var nodes = desk.desiredNodes();
        var configs = desk.desiredConfigs();
        var services = desk.desiredServices();
        var slices = desk.desiredSlices();
        nodes.forEach((key, message) -> step.add(Say.that(NodeDesired.TOPIC, key, message)));
        configs.forEach((key, message) -> step.add(Say.that(ConfigDesired.TOPIC, key, message)));
        slices.forEach(
                (key, message) -> step.add(Say.that(EndpointSliceDesired.TOPIC, key, message)));
        services.forEach((key, message) -> step.add(Say.that(ServiceDesired.TOPIC, key, message)));
        pods.forEach((key, message) -> step.add(Say.that(PodDesired.TOPIC, key, message)));
        step.add(Say.that(PlaneState.TOPIC, PlaneState.ACCEPTED, accepted));
        var figures = new LinkedHashMap<String, String>();
        figures.put("pods", Integer.toString(pods.size()));
        figures.put("nodes", Integer.toString(nodes.size()));
        figures.put("configs", Integer.toString(configs.size()));
        figures.put("services", Integer.toString(services.size()));
        figures.put("endpointSlices", Integer.toString(slices.size()));
        step.decided(
                "plane",
                "",
                new Because(
                        "PlaneAccepted",
                        "somebody accepted cluster %s: what was wanted is written anew"
                                .formatted(accepted.clusterId()),
                        figures,
                        List.of()));
        return new Done("plane accepted");
    }
}
