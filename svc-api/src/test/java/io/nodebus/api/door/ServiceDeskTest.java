package io.nodebus.api.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.nodebus.api.Traffic;
import io.nodebus.api.admission.ClusterIps;
import io.nodebus.api.admission.NodePorts;
import io.nodebus.api.admission.PodCidrs;
import io.nodebus.api.admission.Seed;
import io.nodebus.api.admission.ServiceRanges;
import io.nodebus.api.door.Answer.Outcome.No;
import io.nodebus.api.door.Request.Create;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.secrets.FleetKeys;
import io.nodebus.api.view.View;
import io.nodebus.api.why.Happenings;
import io.nodebus.api.why.Story;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServiceDesired.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Services that come faster than they are read back.
class ServiceDeskTest {
    private static final Moment NOON =
            new Moment(Instant.parse("2026-01-01T12:00:00Z"), Duration.ZERO);

    private final FrontDoor door =
            new FrontDoor(
                    PodCidrs.of("10.64.0.0/16"),
                    new ServiceRanges(ClusterIps.of("10.96.0.0/28"), NodePorts.of("30000-30003")),
                    true,
                    FleetKeys.of("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
    private Desk desk = ready();

    private Desk ready() {
        var nothing =
                new Desk(
                        new View(View.firstOf(1, 0), 100, 100),
                        new Story(100),
                        new Happenings(100));
        var seen = new PlaneSeen(new PlaneIdentity("one", "one", 4, Map.of()), false, NOON);
        return door.caughtUp(door.plane(nothing, seen).next(), new CaughtUp(false, NOON)).next();
    }

    /// All with one uid, so that all begin to look at the same place.
    private Decision<Desk> create(String name, String... options) {
        var decision =
                door.request(
                        desk,
                        new Told<>(
                                new Create(
                                        1,
                                        Resource.SERVICES,
                                        "default",
                                        new Body(Traffic.service(name, List.of(options))),
                                        new Seed("uid", "abcde"),
                                        false),
                                NOON));
        desk = decision.next();
        return decision;
    }

    private static Service said(Decision<Desk> decision) {
        return decision.commands().stream()
                .flatMap(command ->
                        command instanceof Say<?> say
                                        && say.message().orElse(null) instanceof Wanted w
                                ? Optional.of(w.service()).stream()
                                : Optional.<Service>empty().stream())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noTwoOfThemGetTheSame() {
        var first = said(create("a", "type=NodePort", "port=:80"));
        var second = said(create("b", "type=NodePort", "port=:80"));

        assertNotEquals(first.spec().clusterIP(), second.spec().clusterIP());
        assertNotEquals(
                first.spec().ports().getFirst().nodePort(),
                second.spec().ports().getFirst().nodePort());
    }

    @Test
    void whatOneNamedAnotherIsRefused() {
        create("a", "ip=10.96.0.10", "port=:80");

        var refused = create("b", "ip=10.96.0.10", "port=:80");

        assertEquals(
                List.of(
                        "Service \"b\" is invalid: spec.clusterIP: Invalid value: \"10.96.0.10\":"
                                + " belongs to service default/a already"),
                refused.commands().stream()
                        .flatMap(command ->
                                command instanceof Act(Answer(_, No(var refusal)))
                                        ? Optional.of(refusal.message()).stream()
                                        : Optional.<String>empty().stream())
                        .toList());
    }
}
