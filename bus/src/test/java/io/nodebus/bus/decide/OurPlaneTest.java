package io.nodebus.bus.decide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.plane.PlaneState.Accepted;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OurPlaneTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final PlaneIdentity FIRST = plane("first", "pods-1");
    private static final PlaneIdentity SECOND = plane("second", "pods-2");

    @Test
    void theFirstPlaneIsOurs() {
        assertEquals(Optional.of(FIRST), OurPlane.UNHEARD.seen(FIRST).ours());
        assertEquals(Optional.empty(), OurPlane.UNHEARD.seen(FIRST).foreign());
    }

    @Test
    void anotherPlaneIsForeignUntilPeopleAcceptIt() {
        var met = OurPlane.UNHEARD.seen(FIRST).seen(SECOND);
        assertEquals(Optional.of(SECOND), met.foreign());
        assertEquals(Optional.of(FIRST), met.ours());

        var accepted = met.accepted(acceptance(met, NOON));
        assertEquals(Optional.empty(), accepted.foreign());
        assertEquals(Optional.of(SECOND), accepted.ours());
    }

    @Test
    void anAcceptanceHoldsWhicheverIsHeardFirst() {
        var met = OurPlane.UNHEARD.seen(FIRST).seen(SECOND);
        var away = OurPlane.UNHEARD.seen(FIRST).accepted(acceptance(met, NOON));
        assertEquals(Optional.of(SECOND), away.seen(SECOND).ours());
    }

    @Test
    void aTopicThatWasMadeAnewAfterItWasAcceptedIsForeignAgain() {
        var accepted =
                OurPlane.UNHEARD
                        .seen(FIRST)
                        .seen(SECOND)
                        .accepted(acceptance(OurPlane.UNHEARD.seen(SECOND), NOON));
        var anew = plane("second", "pods-3");
        assertEquals(Optional.of(anew), accepted.seen(anew).foreign());
    }

    @Test
    void aPlaneThatWasLeftDoesNotComeBackWithItsOldAcceptance() {
        var first = acceptance(OurPlane.UNHEARD.seen(FIRST), NOON);
        var second = acceptance(OurPlane.UNHEARD.seen(SECOND), NOON.plusSeconds(1));
        var left = OurPlane.UNHEARD.seen(FIRST).accepted(first).seen(SECOND).accepted(second);
        var back = left.seen(FIRST).accepted(first);
        assertEquals(Optional.of(FIRST), back.foreign());

        var again = back.accepted(acceptance(back, NOON));
        assertEquals(Optional.of(FIRST), again.ours());
    }

    private static Accepted acceptance(OurPlane plane, Instant now) {
        return plane.accepting(now).orElseThrow();
    }

    private static PlaneIdentity plane(String id, String pods) {
        return new PlaneIdentity(id, id, 4, Map.of("pods.desired", pods));
    }
}
