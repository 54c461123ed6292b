package io.nodebus.bus.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.bus.Bus;
import io.nodebus.bus.Samples;
import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.wire.Opened.Event;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.RouteState;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is passed, a line of dashes, what is handed over.
class DeliveryTest {
    private static final PlaneIdentity PLANE = new PlaneIdentity("c", "p", 4, Map.of());

    private final VirtualTime time = new VirtualTime();
    private final List<String> story = new ArrayList<>();
    private final List<Promise<Void>> answers = new ArrayList<>();
    private boolean answersAtOnce = true;
    private int taken;
    private final Delivery delivery = new Delivery(time, new Told(), number -> taken += number);

    @Test
    void onlyTheNewestOfEachKeyIsHandedOverWhenTheEndIsThere() {
        pass(again(false), route("n1", 1), route("n2", 1), route("n1", 2), gone("n2", 2));
        assertEquals(List.of("plane"), story);
        pass(new Item.Ends());
        assertEquals(List.of("plane", "n1@2", "n2 gone@2", "caught up"), story);
    }

    @Test
    void whatIsHeldUntilTheEndCountsAsTaken() {
        pass(again(false), route("n1", 1), route("n2", 1));
        assertEquals(3, taken);
    }

    @Test
    void eventsAreNotHeld() {
        pass(again(false), beat("n1", 1), beat("n1", 1));
        assertEquals(List.of("plane", "n1@1", "n1@1"), story);
    }

    @Test
    void aRefusalIsToldAfterWhatStillHolds() {
        pass(again(false), route("n1", 1), unread("n1"), new Item.Ends());
        assertEquals(List.of("plane", "n1@1", "n1 refused", "caught up"), story);
    }

    @Test
    void aRefusalThatWasWrittenOverIsNotTold() {
        pass(again(false), unread("n1"), route("n1", 2), new Item.Ends());
        assertEquals(List.of("plane", "n1@2", "caught up"), story);
    }

    @Test
    void whatCameLateAndStaysIsToldAsOvertaken() {
        pass(again(false), route("n1", 5), route("n1", 4), route("n2", 5), route("n2", 4));
        pass(route("n2", 5), new Item.Ends());
        assertEquals(List.of("plane", "n1@5", "n2@5", "n1 overtaken", "caught up"), story);
        pass(route("n1", 3), route("n1", 6));
        assertEquals(List.of("n1 overtaken", "n1@6"), story.subList(5, story.size()));
    }

    @Test
    void afterALongAbsenceOnlyWhatChangedIsHandedOverAndWhatIsGoneIsMissing() {
        pass(again(false), route("n1", 1), route("n2", 1), route("n3", 1), new Item.Ends());
        story.clear();
        pass(new Item.Away(), new Item.Back(), again(false));
        pass(route("n2", 1), route("n3", 2), new Item.Ends());
        assertEquals(List.of("away", "back", "n3@2", "n1 missing", "caught up anew"), story);
    }

    @Test
    void anotherBusIsNamedBeforeItsFirstRecord() {
        pass(again(false), route("n1", 7), route("n2", 7), new Item.Ends());
        story.clear();
        pass(again(true), route("n1", 1), new Item.Ends());
        assertEquals(List.of("another plane", "n1@1", "n2 missing", "caught up anew"), story);
    }

    @Test
    void theNextWaitsForTheAnswerToTheLast() {
        answersAtOnce = false;
        pass(beat("n1", 1), beat("n1", 2));
        assertEquals(List.of("n1@1"), story);
        answers.getFirst().complete();
        time.settle();
        assertEquals(List.of("n1@1", "n1@2"), story);
    }

    @Test
    void nothingIsHandedOverAfterStopping() {
        pass(beat("n1", 1));
        delivery.stop();
        pass(beat("n1", 2));
        assertEquals(List.of("n1@1"), story);
    }

    private void pass(Item... items) {
        delivery.pass(List.of(items));
        time.settle();
    }

    private static Item again(boolean another) {
        return new Item.Again(PLANE, another);
    }

    private static Item route(String node, long seq) {
        return new Item.Read<>(
                RouteState.TOPIC,
                node,
                event(Samples.route(node, seq, "a").message(), node, seq),
                new Evidence("routes.state", 0, seq));
    }

    private static Item gone(String node, long seq) {
        return new Item.Read<>(
                RouteState.TOPIC,
                node,
                event(Optional.<RouteState>empty(), node, seq),
                new Evidence("routes.state", 0, seq));
    }

    private static Item beat(String node, long seq) {
        return new Item.Read<>(
                NodeHeartbeat.TOPIC,
                node,
                event(Samples.beat(node, seq).message(), node, seq),
                new Evidence("nodes.heartbeats", 0, seq));
    }

    private static Item unread(String node) {
        return new Item.Unread(RouteState.TOPIC, node, Because.of("Unreadable", "as planned"));
    }

    private static <M> Event<M> event(Optional<M> message, String node, long seq) {
        return new Event<>(message, Samples.stamp(node, seq), Samples.NOON, "/nodes/" + node);
    }

    private final class Told implements Bus.Listener {
        private Future<?> tell(String line) {
            story.add(line);
            if (answersAtOnce) {
                return Future.succeededFuture();
            }
            var answer = Promise.<Void>promise();
            answers.add(answer);
            return answer.future();
        }

        @Override
        public Future<?> heard(Heard<?> heard) {
            return tell(
                    heard.key()
                            + (heard.message().isEmpty() ? " gone" : "")
                            + "@"
                            + heard.evidence().offset());
        }

        @Override
        public Future<?> overtaken(Heard<?> older) {
            return tell(older.key() + " overtaken");
        }

        @Override
        public Future<?> caughtUp(CaughtUp caughtUp) {
            return tell(caughtUp.anew() ? "caught up anew" : "caught up");
        }

        @Override
        public Future<?> missing(Missing<?> missing) {
            return tell(missing.key() + " missing");
        }

        @Override
        public Future<?> bus(BusState state) {
            return tell(state instanceof BusState.Away ? "away" : "back");
        }

        @Override
        public Future<?> plane(PlaneSeen plane) {
            return tell(plane.changed() ? "another plane" : "plane");
        }

        @Override
        public Future<?> refused(Refused refused) {
            return tell(refused.key() + " refused");
        }
    }
}
