package io.nodebus.bus.loop;

import static io.nodebus.bus.decide.Decision.quietly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.Await;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.bus.fault.FaultHandler;
import io.nodebus.bus.flight.FlightFolder;
import io.nodebus.bus.flight.RecordedFlight;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeHeartbeat.Beat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.node.RouteState.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A loop that counts how often it heard of each node, says so, and cannot stand the address "bad".
public class FlightRecorderTest {
    private final LoopWorld world = new LoopWorld();
    private final List<String> logged = new ArrayList<>();

    @TempDir private Path folder;

    /// What an edge tells.
    public record Bump(String node) {}

    private DecisionLoop<Map<String, Integer>> loop() {
        return new DecisionLoop<Map<String, Integer>>(
                        "counts", TreeMap::new, world.bus, LoopWorld.stamps(1), "/tests")
                .begins((counts, _) -> wake(counts))
                .hears(RouteState.TOPIC, FlightRecorderTest::onRoute)
                .told(Bump.class, FlightRecorderTest::onBump)
                .ticks(FlightRecorderTest::onTick)
                .flightsTo(new FlightFolder(folder))
                .faultsTo(
                        new FaultHandler() {
                            @Override
                            public void quarantined(String what, Throwable cause) {
                                logged.add(what);
                            }

                            @Override
                            public void stopped(String what, Throwable cause) {
                                logged.add(what);
                            }
                        });
    }

    private static Decision<Map<String, Integer>> wake(Map<String, Integer> counts) {
        return new Decision<>(counts, List.of(new Wake("all", Duration.ofSeconds(1))));
    }

    private static Decision<Map<String, Integer>> onRoute(
            Map<String, Integer> counts, Heard<RouteState> heard) {
        if (heard.message().filter(route -> ((Route) route).address().equals("bad")).isPresent()) {
            throw new IllegalStateException("cannot stand it");
        }
        return count(counts, heard.key());
    }

    private static Decision<Map<String, Integer>> onBump(
            Map<String, Integer> counts, Told<Bump> bump) {
        if (bump.message().node().isEmpty()) {
            throw new IllegalStateException("nobody to bump");
        }
        return count(counts, bump.message().node());
    }

    private static Decision<Map<String, Integer>> count(Map<String, Integer> counts, String node) {
        var times = counts.merge(node, 1, Integer::sum);
        return new Decision<>(
                counts, List.of(Say.that(NodeHeartbeat.TOPIC, node, new Beat("beat-" + times))));
    }

    private static Decision<Map<String, Integer>> onTick(Map<String, Integer> counts, Tick tick) {
        return tick.timer().equals("all") ? wake(counts) : quietly(counts);
    }

    @Test
    void aFaultLeavesAFlightThatFliesAgainInTheSameWay() throws IOException {
        aStory(loop());
        world.route("n2", "bad");
        world.time.settle();
        var flight = RecordedFlight.read(onlyFile());
        assertEquals(0, flight.leftOut());
        assertEquals("java.lang.IllegalStateException: cannot stand it", flight.fault());
        var said = flight.answers().stream().filter(answer -> answer.toString().contains("beat-2"));
        assertEquals(2, said.count());
        assertEquals(Optional.empty(), flight.answers().getLast());
        assertEquals(flight.answers(), loop().fliesAgain(flight));
    }

    @Test
    void theLogLineNamesTheFile() throws IOException {
        aStory(loop());
        world.route("n2", "bad");
        world.time.settle();
        assertTrue(logged.getFirst().contains(onlyFile().toString()), logged::toString);
    }

    @Test
    void aLoopThatStopsLeavesOneToo() throws IOException {
        var loop = loop();
        aStory(loop);
        loop.tell(new Bump(""));
        world.time.settle();
        var flight = RecordedFlight.read(onlyFile());
        assertEquals(flight.answers(), loop().fliesAgain(flight));
        assertTrue(logged.getFirst().contains(onlyFile().toString()), logged::toString);
    }

    @Test
    void aLongFlightKeepsItsEndAndSaysThatItBeginsInTheMiddle() throws IOException {
        aStory(loop().flightInputs(3));
        world.route("n2", "bad");
        world.time.settle();
        var flight = RecordedFlight.read(onlyFile());
        assertEquals(3, flight.steps().size());
        assertTrue(flight.leftOut() > 0);
        assertThrows(IllegalArgumentException.class, () -> loop().fliesAgain(flight));
    }

    @Test
    void nothingIsWrittenWhileAllIsWell() throws IOException {
        aStory(loop());
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    private void aStory(DecisionLoop<?> loop) {
        world.route("n1", "10.0.0.1");
        loop.begin(world.time);
        world.time.pass(Duration.ofSeconds(3));
        world.route("n1", "10.0.0.2");
        loop.tell(new Bump("n2"));
        world.time.pass(Duration.ofSeconds(3));
        loop.tell(new Bump("n2"));
        world.time.pass(Duration.ofSeconds(3));
    }

    /// Written on a thread of its own.
    private Path onlyFile() throws IOException {
        Await.until(this::isWritten, logged::toString);
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private boolean isWritten() {
        try (var files = Files.list(folder)) {
            var all = files.toList();
            return all.size() == 1 && Files.size(all.getFirst()) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
