package io.nodebus.compose.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @TempDir Path folder;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final AtomicInteger starts = new AtomicInteger();
    private Kept kept = new Kept("x", () -> sleeping(), said::add);

    @BeforeEach
    void begins() {
        kept.begin();
        awaitLife(0);
    }

    @AfterEach
    void ends() throws InterruptedException {
        kept.end(PATIENCE);
    }

    @Test
    void startsAgainWhatWasKilled() throws Exception {
        var first = pid();
        kept.kill();
        awaitLife(first);
        assertEquals(2, starts.get());
    }

    @Test
    void letsLieWhatIsHeldUntilItIsReleased() throws Exception {
        var first = pid();
        kept.hold();
        assertFalse(ProcessHandle.of(first).map(ProcessHandle::isAlive).orElse(false));
        assertEquals(1, starts.get());
        kept.release();
        awaitLife(first);
    }

    @Test
    void endsForGood() throws Exception {
        var first = pid();
        kept.end(PATIENCE);
        assertTrue(kept.running().isEmpty());
        assertFalse(ProcessHandle.of(first).map(ProcessHandle::isAlive).orElse(false));
        kept.release();
        assertTrue(kept.running().isEmpty());
    }

    @Test
    void triesAgainWhatCannotBeStarted() throws Exception {
        var tries = new AtomicInteger();
        var failing =
                new Kept(
                        "y",
                        () -> {
                            if (tries.incrementAndGet() < 3) {
                                throw new IOException("not yet");
                            }
                            return sleeping();
                        },
                        said::add);
        failing.begin();
        Await.until("the third try", PATIENCE, () -> failing.running().isPresent());
        assertEquals(List.of("y cannot be started: not yet", "y cannot be started: not yet"), said);
        failing.end(PATIENCE);
    }

    @Test
    void killsWhoDoesNotListen() throws Exception {
        var deaf =
                new Kept("z", () -> shell("trap '' TERM; echo ready; sleep 60 & wait"), said::add);
        deaf.begin();
        Await.until("it is deaf", PATIENCE, () -> said.contains("ready"));
        deaf.end(Duration.ofMillis(100));
        assertTrue(deaf.running().isEmpty());
    }

    @Test
    void logsWhatIsPrinted() throws Exception {
        shell("echo out; echo err >&2; echo ready now").ended().join();
        Await.until(
                "all is written",
                PATIENCE,
                () -> lines().containsAll(List.of("out", "err", "ready now")));
        assertTrue(said.contains("now"));
    }

    @Test
    void waitsLongerEachTimeButNotForEver() {
        var backOff = BackOff.fresh();
        for (var i = 0; i < 20; i++) {
            backOff = backOff.after(Duration.ZERO).longer();
        }
        assertEquals(Duration.ofSeconds(10), backOff.next());
        assertEquals(Duration.ofMillis(100), backOff.after(Duration.ofMinutes(1)).next());
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(folder.resolve("log"));
        } catch (IOException e) {
            return List.of();
        }
    }

    private Child sleeping() throws IOException {
        starts.incrementAndGet();
        return shell("exec sleep 60");
    }

    private Child shell(String script) throws IOException {
        return Child.start(
                List.of("sh", "-c", script),
                Map.of(),
                folder.resolve("log"),
                words -> said.add(words.isEmpty() ? "ready" : words));
    }

    private long pid() {
        return kept.running().orElseThrow().pid();
    }

    private void awaitLife(long other) {
        Await.until(
                "another life",
                PATIENCE,
                () -> kept.running().map(life -> life.pid() != other).orElse(false));
    }
}
