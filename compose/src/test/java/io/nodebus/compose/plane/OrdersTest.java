package io.nodebus.compose.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
    @TempDir Path folder;
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @Test
    void areTakenOneByOneAndAnswered() throws Exception {
        var socket = folder.resolve("s/supervisor");
        try (var _ = Orders.takenAt(socket, this::carriedOut)) {
            Orders.give(socket, "kill broker");
            Orders.give(socket, "hold n1");
        }
        assertEquals(List.of("kill broker", "hold n1"), taken);
        assertFalse(Files.exists(socket));
    }

    @Test
    void whatIsNotDoneIsSaidToWhoAsked() throws Exception {
        var socket = folder.resolve("supervisor");
        try (var _ = Orders.takenAt(socket, _ -> "there is no n9")) {
            var refused = assertThrows(IOException.class, () -> Orders.give(socket, "kill n9"));
            assertEquals("kill n9: there is no n9", refused.getMessage());
        }
    }

    @Test
    void needASupervisor() {
        assertThrows(IOException.class, () -> Orders.give(folder.resolve("none"), "kill broker"));
    }

    private String carriedOut(String order) {
        taken.add(order);
        return Orders.DONE;
    }
}
