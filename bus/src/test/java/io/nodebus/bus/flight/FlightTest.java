package io.nodebus.bus.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.clock.VirtualTime;
import io.nodebus.bus.decide.Told;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlightTest {
    private final VirtualTime time = new VirtualTime();

    record Letter(String text) {}

    @Test
    void remembersTheNewestInputsAndHowManyItForgot() {
        var flight = new Flight(3);
        for (var n = 1; n <= 5; n++) {
            heard(flight, "letter " + n);
        }
        assertEquals(List.of("letter 3", "letter 4", "letter 5"), letters(flight));
        assertEquals(2, recording(flight).leftOut());
    }

    @Test
    void forgetsSoonerWhatIsLarge() {
        var flight = new Flight(100, 10_000);
        heard(flight, "x".repeat(6_000));
        heard(flight, "y".repeat(6_000));
        heard(flight, "small");
        assertEquals(List.of("y".repeat(6_000), "small"), letters(flight));
    }

    @Test
    void remembersTheLastInputHoweverLargeItIs() {
        var flight = new Flight(100, 10_000);
        heard(flight, "x".repeat(60_000));
        assertEquals(1, letters(flight).size());
    }

    @Test
    void aNewStateBeginsANewFlight() {
        var flight = new Flight(2);
        for (var n = 1; n <= 5; n++) {
            heard(flight, "letter " + n);
        }
        flight.begins();
        heard(flight, "letter 6");
        assertEquals(List.of("letter 6"), letters(flight));
        assertEquals(0, recording(flight).leftOut());
    }

    @Test
    void remembersNothingWhenThereIsNoRoom() {
        var flight = new Flight(0);
        heard(flight, "letter");
        assertTrue(letters(flight).isEmpty());
    }

    @Test
    void weighsWhatIsInsideOfRecordsListsAndMaps() {
        var text = "x".repeat(1_000);
        assertTrue(Weight.ofPart(new Letter(text)) > 1_000);
        assertTrue(Weight.ofPart(List.of(new Letter(text), new Letter(text))) > 2_000);
        assertTrue(Weight.ofPart(Map.of("a", text, text, "b")) > 2_000);
        assertTrue(Weight.ofPart(Optional.of(text)) > 1_000);
    }

    private void heard(Flight flight, String text) {
        flight.decided(new Told<>(new Letter(text), time.now()), List.of());
    }

    private static Flight.Recording recording(Flight flight) {
        return flight.recording("test", "test/1/1", new IllegalStateException("as planned"));
    }

    private static List<String> letters(Flight flight) {
        return recording(flight).steps().stream()
                .map(step -> ((Letter) ((Told<?>) step.input()).message()).text())
                .toList();
    }
}
