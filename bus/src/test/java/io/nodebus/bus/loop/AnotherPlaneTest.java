package io.nodebus.bus.loop;

import static io.nodebus.bus.decide.Decision.quietly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Said;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.node.RouteState.Route;
import io.nodebus.contracts.stamp.Stamp;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A takeover and a wiped bus come together: the election is another one there too. What a loop
/// knew of the bus that is gone is the only place where it still is (design law 9).
class AnotherPlaneTest {
    private static final PlaneIdentity OURS = new PlaneIdentity("c1", "p1", 4, Map.of());
    private static final PlaneIdentity ANOTHER = new PlaneIdentity("c2", "p2", 4, Map.of());

    private final VirtualTime time = new VirtualTime();
    private final ToldBus bus = new ToldBus();
    private final DecisionLoop<List<String>> loop =
            new DecisionLoop<>("test", List::<String>of, bus, LoopWorld.stamps(1), "/tests/loop")
                    .follow()
                    .remembersOverPlanes()
                    .<RouteState>hears(
                            RouteState.TOPIC, (known, route) -> quietly(with(known, route.key())))
                    .plane((known, seen) ->
                            quietly(seen.changed() ? with(known, "another plane") : known));

    @Test
    void aTakeoverOnTheSamePlaneBeginsWithNothing() {
        knowsOneRoute();
        loop.lead(LoopWorld.stamps(2));
        bus.tells(OURS);
        assertEquals(List.of(), known());
    }

    @Test
    void aTakeoverAfterThePlaneChangedKeepsWhatIsKnown() {
        knowsOneRoute();
        bus.listener().plane(new PlaneSeen(ANOTHER, true, time.now()));
        bus.listener().caughtUp(new CaughtUp(true, time.now()));
        leads(2);
        assertEquals(List.of("n1", "another plane"), known());
        leads(3);
        assertEquals(List.of("n1", "another plane"), known());
    }

    @Test
    void aTakeoverThatIsFasterThanTheNewsOfAnotherPlaneKeepsWhatIsKnownToo() {
        knowsOneRoute();
        leads(2);
        assertEquals(List.of("n1", "another plane"), known());
    }

    @Test
    void aTakeoverThatStillMeetsTheOldPlaneKeepsWhatIsKnownWhenAnotherTurnsUpBeforeItIsWhole() {
        knowsOneRoute();
        loop.lead(LoopWorld.stamps(2));
        bus.tells(OURS);
        bus.tells(ANOTHER);
        assertEquals(List.of("n1", "another plane"), known());
    }

    @Test
    void aTakeoverThatIsBrokenOffByTheNextOneLosesNothingEither() {
        knowsOneRoute();
        loop.lead(LoopWorld.stamps(2));
        time.settle();
        leads(3);
        assertEquals(List.of("n1", "another plane"), known());
    }

    @Test
    void whatWasWholeOnTheSamePlaneIsForgottenForGood() {
        knowsOneRoute();
        loop.lead(LoopWorld.stamps(2));
        bus.tells(OURS);
        bus.listener().caughtUp(new CaughtUp(false, time.now()));
        bus.tells(ANOTHER);
        assertEquals(List.of("another plane"), known());
    }

    private void knowsOneRoute() {
        loop.begin(time);
        time.settle();
        bus.tells(OURS);
        bus.listener().heard(route());
        bus.listener().caughtUp(new CaughtUp(false, time.now()));
        assertEquals(List.of("n1"), known());
    }

    /// On another plane, where nothing is.
    private void leads(long epoch) {
        var leads = loop.lead(LoopWorld.stamps(epoch));
        time.settle();
        bus.tells(ANOTHER);
        bus.listener().caughtUp(new CaughtUp(false, time.now()));
        time.settle();
        assertTrue(leads.succeeded());
    }

    private List<String> known() {
        time.settle();
        var state = loop.look(List::copyOf);
        time.settle();
        return state.result();
    }

    private static List<String> with(List<String> known, String more) {
        var all = new ArrayList<>(known);
        all.add(more);
        return List.copyOf(all);
    }

    private Heard<RouteState> route() {
        return new Heard<>(
                RouteState.TOPIC,
                "n1",
                Optional.of(new Route("uid-n1", "10.0.0.1", List.of())),
                new Stamp.ByNode("uid-n1", 1, 1),
                time.now().wall(),
                new Evidence("routes.state", 0, 0),
                time.now());
    }

    /// A bus whose hearer is told what the test says.
    private final class ToldBus implements Bus {
        private final List<Listener> listeners = new ArrayList<>();

        @Override
        public Future<Void> say(List<Said<?>> records) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Hearing> hear(Set<Ear> ears, Listener listener) {
            listeners.add(listener);
            return Future.succeededFuture(Future::succeededFuture);
        }

        @Override
        public int partitions() {
            return 4;
        }

        private Listener listener() {
            time.settle();
            return listeners.getLast();
        }

        /// What a hearer is told first.
        private void tells(PlaneIdentity plane) {
            listener().plane(new PlaneSeen(plane, false, time.now()));
        }
    }
}
