package io.nodebus.bus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The journal on a real file.
class JournalFileTest {
    private static final long MIB = 1 << 20;

    @TempDir Path folder;

    private Path file() {
        return folder.resolve("node/journal");
    }

    @Test
    void takesAllItsDiskWhenItIsMadeAndNoMoreLater() throws IOException {
        try (var journal = Journal.open(file(), MIB, Durability.POWER_CUT, "uid-1")) {
            var before = blocks();
            for (var seq = 1; seq <= 10_000; seq++) {
                journal.say(
                        Records.record("containers.events", "n1", seq, "x".repeat(300)),
                        Optional.empty());
            }
            journal.force();

            assertEquals(MIB, Files.size(file()));
            assertTrue(before >= MIB, () -> "only " + before + " bytes are on the disk");
            assertEquals(before, blocks());
        }
    }

    /// What `du` counts.
    private long blocks() throws IOException {
        var stat = new ProcessBuilder("stat", "-c", "%b", file().toString()).start();
        return Long.parseLong(new String(stat.getInputStream().readAllBytes(), UTF_8).trim()) * 512;
    }

    @Test
    void isForItsOwnerOnly() throws IOException {
        Journal.open(file(), MIB, Durability.POWER_CUT, "uid-1").close();

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void remembersAfterItWasClosed() throws IOException {
        try (var journal = Journal.open(file(), MIB, Durability.POWER_CUT, "uid-1")) {
            journal.say(Lane.STATE, Records.record("pods.state", "n1/a/b", 1, "x".repeat(100_000)));
        }

        try (var journal = Journal.open(file(), MIB, Durability.POWER_CUT, "uid-2")) {
            var record = journal.recallOwn(new Name("pods.state", "n1/a/b")).orElseThrow().record();
            assertEquals(100_000, Records.text(record).length());
            assertEquals(new NodeLife("uid-1", 2), journal.life());
        }
    }

    @Test
    void isHeldByOne() throws IOException {
        try (var _ = Journal.open(file(), MIB, Durability.POWER_CUT, "uid-1")) {
            var held =
                    assertThrows(
                            JournalHeld.class,
                            () -> Journal.open(file(), MIB, Durability.POWER_CUT, "uid-2"));

            assertEquals(
                    "journal "
                            + file()
                            + " is held by another agent: stop it, or give this one a journal of"
                            + " its own",
                    held.getMessage());
        }
        Journal.open(file(), MIB, Durability.POWER_CUT, "uid-3").close();
    }

    @Test
    void saysWhyThereIsNoDiskForIt() {
        var noRoom =
                assertThrows(
                        IOException.class,
                        () ->
                                Journal.open(
                                        file(), Long.MAX_VALUE / 4, Durability.POWER_CUT, "uid-1"));

        assertTrue(
                String.valueOf(noRoom.getMessage())
                        .matches(
                                "journal .*/node/journal cannot take its \\d+ bytes: fallocate says"
                                    + " errno \\d+; free that much or choose a smaller journal"),
                noRoom::getMessage);
        assertFalse(Files.exists(file()) && file().toFile().length() > 0);
    }

    @Test
    void refusesToBeTooSmall() {
        var small =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Journal.open(file(), 1000, Durability.POWER_CUT, "uid-1"));

        assertEquals(
                "journal " + file() + " must have at least 262144 bytes, got 1000",
                small.getMessage());
    }

    @Test
    void takesWhatIsLeftOfACutFileAndItsDiskAgain() throws IOException {
        Journal.open(file(), MIB, Durability.POWER_CUT, "uid-1").close();
        try (var channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.truncate(200_000);
        }

        try (var journal = Journal.open(file(), MIB, Durability.POWER_CUT, "uid-2")) {
            assertEquals(new NodeLife("uid-1", 2), journal.life());
            assertEquals(MIB, Files.size(file()));
        }
    }
}
