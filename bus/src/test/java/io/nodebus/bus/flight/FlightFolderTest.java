package io.nodebus.bus.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Sleep;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.InConfidence;
import io.nodebus.bus.decide.Input;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.PlaneIdentity;
import io.nodebus.bus.decide.PlaneSeen;
import io.nodebus.bus.decide.Quarantined;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.node.NodeHeartbeat;
import io.nodebus.contracts.node.NodeHeartbeat.Beat;
import io.nodebus.contracts.node.RouteState;
import io.nodebus.contracts.node.RouteState.Route;
import io.nodebus.contracts.stamp.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Public, with what is told in it, as the families of services are.
public class FlightFolderTest {
    private final VirtualTime time = new VirtualTime();
    private final Flight flight = new Flight(100);

    @TempDir private Path folder;

    /// What an edge tells.
    public record Door(String name, boolean open) {}

    /// What an edge tells and nobody may write down.
    public record Password(String text) implements InConfidence {}

    @Test
    void everyInputAndItsAnswerComesBackAsItWas() throws IOException {
        time.pass(Duration.ofMillis(1234));
        var inputs = inputs();
        var commands =
                List.<Command>of(
                        Say.that(RouteState.TOPIC, "n1", new Route("u1", "10.0.0.1", List.of())),
                        Say.gone(RouteState.TOPIC, "n2"),
                        new Wake("later", Duration.ofSeconds(3)),
                        new Sleep("never"),
                        new Act(new Door("front", true)));
        inputs.forEach(input -> flight.decided(input, commands));
        var read = RecordedFlight.read(kept());
        assertEquals(inputs, read.steps().stream().map(RecordedFlight.Step::input).toList());
        assertEquals(
                Optional.of(RecordedFlight.trees(commands)), read.steps().getFirst().commands());
        assertEquals("java.lang.IllegalStateException: as planned", read.fault());
        assertEquals(0, read.leftOut());
    }

    private List<Input> inputs() {
        var at = time.now();
        var route = heard(Optional.of(new Route("u1", "10.0.0.1", List.of())));
        var because =
                new Because(
                        "R", "m", Map.of("a", "1"), List.of(new Evidence("routes.state", 1, 2)));
        return List.of(
                new Began(true, at),
                new PlaneSeen(new PlaneIdentity("c", "p", 4, Map.of("t", "i")), true, at),
                route,
                heard(Optional.empty()),
                new Heard<>(
                        NodeHeartbeat.TOPIC,
                        "n1",
                        Optional.of(new Beat("u1")),
                        new Stamp.ByLeader("autoscaler", 3, 4),
                        at.wall(),
                        new Evidence("nodes.heartbeats", 0, -1),
                        at),
                new Quarantined<>(route, because, at),
                new Refused(RouteState.TOPIC, "n1", because, at),
                new Missing<>(RouteState.TOPIC, "n1", at),
                new CaughtUp(false, at),
                new BusState.Away(at),
                new BusState.Back(at),
                new Tick("later", at),
                new Told<>(new Door("front", true), at));
    }

    private Heard<RouteState> heard(Optional<RouteState> route) {
        return new Heard<>(
                RouteState.TOPIC,
                "n1",
                route,
                new Stamp.ByNode("u1", 1, 2),
                time.now().wall(),
                new Evidence("routes.state", 1, 2),
                time.now());
    }

    @Test
    void whatIsToldInConfidenceIsNotWritten() throws IOException {
        flight.decided(new Told<>(new Password("sesame"), time.now()), List.of());
        var file = kept();
        assertFalse(Files.readString(file).contains("sesame"));
        assertThrows(IllegalArgumentException.class, () -> RecordedFlight.read(file));
    }

    @Test
    void onlyTheOwnerMayReadIt() throws IOException {
        assertEquals(
                PosixFilePermissions.fromString("rw-------"),
                Files.getPosixFilePermissions(kept()));
    }

    @Test
    void onlyTheNewestFewFilesAreKept() throws IOException {
        var folder = folder();
        var last = Optional.<Path>empty();
        for (var n = 0; n < 30; n++) {
            time.pass(Duration.ofMinutes(1));
            flight.fellOver(new Began(true, time.now()));
            last = folder.keep(recording());
        }
        try (var files = Files.list(this.folder)) {
            assertEquals(8, files.count());
        }
        assertTrue(Files.exists(last.orElseThrow()));
    }

    @Test
    void aFolderThatCannotBeWrittenHurtsNobody() throws IOException {
        var file = Files.createFile(folder.resolve("a file"));
        new FlightFolder(file, Runnable::run).keep(recording());
        assertEquals(0, Files.size(file));
    }

    private Path kept() {
        return folder().keep(recording()).orElseThrow();
    }

    private FlightFolder folder() {
        return new FlightFolder(folder, Runnable::run);
    }

    private Flight.Recording recording() {
        return flight.recording("test", "test/1/1", new IllegalStateException("as planned"));
    }
}
