package io.nodebus.api.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.api.admission.ClusterIps;
import io.nodebus.api.admission.NodePorts;
import io.nodebus.api.admission.PodCidrs;
import io.nodebus.api.admission.ServiceRanges;
import io.nodebus.api.door.Request.AcceptPlane;
import io.nodebus.api.secrets.FleetKeys;
import io.nodebus.api.view.View;
import io.nodebus.api.why.Happenings;
import io.nodebus.api.why.Story;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.plane.PlaneState;
import io.nodebus.contracts.plane.PlaneState.Accepted;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnotherPlaneTest {
    private static final Moment NOON =
            new Moment(Instant.parse("2026-01-01T12:00:00Z"), Duration.ZERO);
    private static final PlaneIdentity OURS = new PlaneIdentity("one", "one", 4, Map.of());
    private static final PlaneIdentity ANOTHER = new PlaneIdentity("two", "two", 4, Map.of());

    private final FrontDoor door =
            new FrontDoor(
                    PodCidrs.of("10.64.0.0/16"),
                    new ServiceRanges(ClusterIps.of("10.96.0.0/28"), NodePorts.of("30000-30003")),
                    true,
                    FleetKeys.of("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));

    @Test
    void nothingIsWrittenToItUntilAPersonAcceptsIt() {
        var met = meets(ANOTHER);
        assertFalse(met.mayWrite());

        var accepted = door.request(met, new Told<>(new AcceptPlane(1, Optional.empty()), NOON));
        assertTrue(accepted.next().mayWrite());
        assertEquals(List.of("two"), acceptances(accepted.commands()));
        assertEquals(
                Optional.of(PlaneState.ACCEPTED),
                accepted.next().acceptance().keySet().stream().findFirst());
    }

    @Test
    void aProcessThatFollowsLearnsThatTheLeaderWasToldSo() {
        var met = meets(ANOTHER);
        var said = new Accepted("two", "two", 4, Map.of(), NOON.wall());
        assertTrue(door.planeState(met, heard(said)).next().mayWrite());
    }

    @Test
    void anAcceptanceOfYetAnotherOneChangesNothing() {
        var met = meets(ANOTHER);
        var said = new Accepted("three", "three", 4, Map.of(), NOON.wall());
        assertFalse(door.planeState(met, heard(said)).next().mayWrite());
    }

    @Test
    void aPlaneThatWasOursAllAlongCanBeAcceptedForThoseWhoWait() {
        var ours =
                door.request(meets(OURS), new Told<>(new AcceptPlane(1, Optional.empty()), NOON));
        assertEquals(List.of("one"), acceptances(ours.commands()));
    }

    private Desk meets(PlaneIdentity second) {
        var desk =
                new Desk(
                        new View(View.firstOf(1, 0), 100, 100),
                        new Story(100),
                        new Happenings(100));
        var ours = door.plane(desk, new PlaneSeen(OURS, false, NOON)).next();
        var ready = door.caughtUp(ours, new CaughtUp(false, NOON)).next();
        return door.plane(ready, new PlaneSeen(second, true, NOON)).next();
    }

    private static Heard<PlaneState> heard(PlaneState message) {
        return new Heard<>(
                PlaneState.TOPIC,
                PlaneState.ACCEPTED,
                Optional.of(message),
                new ByLeader("api", 2, 1),
                NOON.wall(),
                new Evidence(PlaneState.TOPIC.kind(), 0, 7),
                NOON);
    }

    private static List<String> acceptances(List<?> commands) {
        return commands.stream()
                .map(command ->
                        command instanceof Say<?> say
                                        && say.message().orElse(null)
                                                instanceof Accepted(var cluster, _, _, _, _)
                                ? cluster
                                : "")
                .filter(cluster -> !cluster.isEmpty())
                .toList();
    }
}
