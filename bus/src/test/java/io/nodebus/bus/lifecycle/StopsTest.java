package io.nodebus.bus.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopsTest {
    private final Stops stops = new Stops();
    private final List<String> stopped = new ArrayList<>();

    @Test
    void whatBeganLastStopsFirst() {
        add("vertx");
        add("bus");
        add("loop");
        assertEquals(List.of(), stops.stopAll(Duration.ofSeconds(5)));
        assertEquals(List.of("loop", "bus", "vertx"), stopped);
    }

    @Test
    void whatFailsIsNamedAndTheOthersStopAllTheSame() {
        add("vertx");
        stops.add("bus", () -> Future.failedFuture("as planned"));
        stops.add(
                "loop",
                () -> {
                    throw new IllegalStateException("as planned");
                });
        assertEquals(List.of("loop", "bus"), stops.stopAll(Duration.ofSeconds(5)));
        assertEquals(List.of("vertx"), stopped);
    }

    @Test
    void whatHangsIsNamedWhenTheTimeIsUp() {
        add("vertx");
        stops.add("bus", () -> Promise.promise().future());
        assertEquals(List.of("bus"), stops.stopAll(Duration.ofMillis(20)));
        assertEquals(List.of("vertx"), stopped);
    }

    @Test
    void whatIsStoppedIsNotStoppedAgain() {
        add("bus");
        stops.stopAll(Duration.ofSeconds(5));
        stops.stopAll(Duration.ofSeconds(5));
        assertEquals(List.of("bus"), stopped);
    }

    private void add(String what) {
        stops.add(
                what,
                () -> {
                    stopped.add(what);
                    return Future.succeededFuture();
                });
    }
}
