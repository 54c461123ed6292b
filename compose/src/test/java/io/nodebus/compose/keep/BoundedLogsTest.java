package io.nodebus.compose.keep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedLogsTest {
    @TempDir Path folder;

    @Test
    void aLogOverItsBoundBeginsAnewUnderTheHandsOfItsWriter() throws Exception {
        var log = folder.resolve("fleet.log");
        var bounded = new BoundedLogs(folder, 10);
        try (var writer = new FileOutputStream(log.toFile(), true)) {
            writer.write("0123456789".getBytes(UTF_8));
            bounded.look();
            assertFalse(Files.exists(folder.resolve("fleet.log.1")));
            writer.write("!".getBytes(UTF_8));
            bounded.look();
            writer.write("next".getBytes(UTF_8));
        }
        assertEquals("next", Files.readString(log));
        assertEquals("0123456789!", Files.readString(folder.resolve("fleet.log.1")));
    }

    @Test
    void onlyTheOneBeforeIsKept() throws Exception {
        var log = folder.resolve("n1.log");
        for (var life : new String[] {"first life", "second life"}) {
            Files.writeString(log, life);
            new BoundedLogs(folder, 5).look();
        }
        assertEquals("second life", Files.readString(folder.resolve("n1.log.1")));
        assertEquals("", Files.readString(log));
    }

    @Test
    void aLogOfWhichNoCopyCanBeMadeIsEmptiedAllTheSame() throws Exception {
        var log = Files.writeString(folder.resolve("n1.log"), "too long");
        Files.createDirectories(folder.resolve("n1.log.1/in-the-way"));
        assertEquals(8, Files.size(log));
        Files.delete(folder.resolve("n1.log.1/in-the-way"));
        new BoundedLogs(folder, 5).look();
        assertEquals(0, Files.size(log));
    }
}
