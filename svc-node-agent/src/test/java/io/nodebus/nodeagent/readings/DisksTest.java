package io.nodebus.nodeagent.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisksTest {
    private final Disks disks = new Disks(InstantSource.system());
    @TempDir Path folder;

    @Test
    void agreesWithTheJdkAboutBytes() throws IOException {
        var store = Files.getFileStore(folder);
        var usage = disks.read(folder);
        assertEquals(store.getTotalSpace(), usage.capacityBytes());
        assertNear(store.getUsableSpace(), usage.availableBytes());
        assertNear(store.getTotalSpace() - store.getUnallocatedSpace(), usage.usedBytes());
    }

    /// Others write meanwhile.
    private static void assertNear(long expected, long actual) {
        assertTrue(Math.abs(expected - actual) < 256 << 20, expected + " and " + actual);
    }

    @Test
    void countsInodes() throws IOException {
        var usage = disks.read(folder);
        assertTrue(usage.inodes() > 0 && usage.inodesFree() <= usage.inodes(), usage.toString());
    }

    @Test
    void aPathThatIsNotThereIsNamed() {
        var failure = assertThrows(IOException.class, () -> disks.read(folder.resolve("nowhere")));
        assertTrue(failure.toString().contains("nowhere: errno 2"), failure.toString());
    }
}
