package io.nodebus.nodeagent.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.await.Await;
import io.nodebus.nodeagent.logformat.LogRequest;
import io.nodebus.nodeagent.logformat.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFilesTest {
    private static final LogRequest FOLLOW =
            new LogRequest(
                    true,
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    @TempDir Path folder;
    private final TextSink sink = new TextSink();
    private final AtomicBoolean running = new AtomicBoolean(true);
    private Path log = Path.of("");
    private RuntimeLog runtime;

    @BeforeEach
    void open() throws IOException {
        log = folder.resolve("0.log");
        runtime = new RuntimeLog(log);
    }

    @AfterEach
    void close() throws IOException {
        runtime.close();
    }

    @Test
    void allGenerationsAreOneLog() throws IOException {
        threeGenerations();
        assertEquals("0\n1\n2\n3\n4\n5\n", read(LogRequest.ALL));
    }

    @Test
    void anotherAttemptIsAnotherLog() throws IOException {
        runtime.line("mine");
        Files.writeString(folder.resolve("10.log"), "2026-01-01T00:00:00Z stdout F not mine\n");
        Files.writeString(folder.resolve("1.log"), "2026-01-01T00:00:00Z stdout F nor this\n");
        assertEquals("mine\n", read(LogRequest.ALL));
    }

    @Test
    void aFileThatIsBeingCompressedIsReadOnce() throws IOException {
        runtime.line("old");
        var rotated = runtime.rotate();
        Files.writeString(Path.of(rotated + ".gz"), "cut off");
        Files.writeString(Path.of(rotated + ".tmp"), "cut off");
        runtime.line("new");
        assertEquals("old\nnew\n", read(LogRequest.ALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 100})
    void theTailReachesIntoOlderFiles(int lines) throws IOException {
        threeGenerations();
        assertEquals(numbers(Math.max(0, 6 - lines), 6), read(tail(lines)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void sinceLeavesOlderFilesOut(int line) throws IOException {
        threeGenerations();
        assertEquals(numbers(line, 6), read(since(RuntimeLog.at(line))));
    }

    @Test
    void aLineCutByARotationIsWholeAgain() throws IOException {
        runtime.part("one ");
        runtime.rotate();
        runtime.part("line");
        runtime.rotate();
        runtime.line("!");
        var request =
                new LogRequest(
                        false,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertEquals("2026-01-01T00:00:00Z one line!\n", read(request));
    }

    @Test
    void oneStreamCanBeHadWithoutTheOther() throws IOException {
        runtime.line("out");
        runtime.error("err");
        var request =
                new LogRequest(
                        false,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Stream.STDERR));
        assertEquals("err\n", read(request));
    }

    @Test
    void theLimitCutsInTheMiddleOfALine() throws IOException {
        runtime.line("abcdef");
        var request =
                new LogRequest(
                        true,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(3L),
                        Optional.empty());
        assertEquals("abc", read(request));
    }

    @Test
    void whatIsNoLineOfALogIsPassedOver() throws IOException {
        runtime.line("before");
        Files.writeString(log, Files.readString(log) + "garbage\n\n\u0000\u0001 x\n");
        runtime.line("after");
        assertEquals("before\nafter\n", read(LogRequest.ALL));
    }

    @Test
    void aLineOfAMegabyteNeedsNoMoreMemoryThanThat() throws IOException {
        runtime.line("x".repeat(5 << 20));
        runtime.line("next");
        assertTrue(read(LogRequest.ALL).endsWith("next\n"));
    }

    @Test
    void aLogThatIsNotThereIsSaidSo() {
        var nowhere = folder.resolve("no/such.log");
        assertThrows(
                NoSuchFileException.class,
                () -> LogFiles.read(nowhere, LogRequest.ALL, () -> true, sink));
        assertFalse(sink.hasBegun());
    }

    @Test
    void aRotatedLogOfAnEndedContainerIsStillRead() throws IOException {
        runtime.line("the last");
        runtime.rename();
        assertEquals("the last\n", read(LogRequest.ALL));
    }

    @Test
    void followingGoesOnUntilTheContainerEnds() throws Exception {
        runtime.line("before");
        var reader = follow(FOLLOW);
        await("before\n");
        runtime.line("during");
        await("before\nduring\n");
        running.set(false);
        runtime.line("what it said last");
        reader.join();
        assertEquals("before\nduring\nwhat it said last\n", sink.all());
    }

    @Test
    void followingWaitsForALogThatWillCome() throws Exception {
        runtime.close();
        Files.delete(log);
        var reader = follow(FOLLOW);
        runtime = new RuntimeLog(log);
        runtime.line("hello");
        await("hello\n");
        running.set(false);
        reader.join();
    }

    @Test
    void followingStopsWhenNobodyReads() throws Exception {
        runtime.line("x");
        var reader = follow(FOLLOW);
        await("x\n");
        sink.close();
        reader.join();
        assertTrue(running.get());
    }

    @Test
    void halfALineIsWaitedFor() throws Exception {
        var reader = follow(FOLLOW);
        Files.writeString(log, "2026-01-01T00:00:00Z stdout F hal", StandardOpenOption.APPEND);
        Files.writeString(log, "f a line\n", StandardOpenOption.APPEND);
        await("half a line\n");
        running.set(false);
        reader.join();
    }

    @Test
    void linesWrittenToTheOldFileAfterTheRenameAreNotLost() throws Exception {
        runtime.line("a");
        var reader = follow(FOLLOW);
        await("a\n");
        runtime.rename();
        runtime.line("b");
        await("a\nb\n");
        runtime.reopen();
        runtime.line("c");
        await("a\nb\nc\n");
        running.set(false);
        reader.join();
    }

    @Test
    void severalRotationsBetweenTwoLooksAreCaughtUp() throws Exception {
        runtime.line("0");
        var reader = follow(FOLLOW);
        await("0\n");
        for (var i = 1; i < 9; i++) {
            var rotated = runtime.rotate();
            if (i % 2 == 0) {
                RuntimeLog.compress(rotated);
            }
            runtime.line(String.valueOf(i));
        }
        await(numbers(0, 9));
        running.set(false);
        reader.join();
        assertEquals(numbers(0, 9), sink.all());
    }

    @Test
    void nothingIsLostOrToldTwiceWhileTheLogIsRotatedUnderTheReader() throws Exception {
        var lines = 20_000;
        var reader = follow(FOLLOW);
        var previous = Optional.<Path>empty();
        for (var i = 0; i < lines; i++) {
            runtime.line(String.valueOf(i));
            if (i % 1000 == 999) {
                if (previous.isPresent()) {
                    RuntimeLog.compress(previous.get());
                }
                previous = Optional.of(runtime.rotate());
            }
        }
        running.set(false);
        reader.join();
        assertEquals(numbers(0, lines), sink.all());
        var again = new TextSink();
        LogFiles.read(log, LogRequest.ALL, () -> false, again);
        assertEquals(numbers(0, lines), again.all());
    }

    /// Two lines each: gzipped, plain, live.
    private void threeGenerations() throws IOException {
        runtime.line("0");
        runtime.line("1");
        var oldest = runtime.rotate();
        runtime.line("2");
        runtime.line("3");
        runtime.rotate();
        RuntimeLog.compress(oldest);
        runtime.line("4");
        runtime.line("5");
    }

    private String read(LogRequest request) throws IOException {
        LogFiles.read(log, request, running::get, sink);
        return sink.all();
    }

    private Thread follow(LogRequest request) {
        assertFalse(sink.all().contains("\n"));
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        LogFiles.read(log, request, running::get, sink);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private void await(String text) {
        Await.until("read: " + text, () -> sink.all().equals(text));
    }

    private static String numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    private static LogRequest tail(long lines) {
        return new LogRequest(
                false,
                false,
                Optional.of(lines),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static LogRequest since(Instant since) {
        return new LogRequest(
                false,
                false,
                Optional.empty(),
                Optional.of(since),
                Optional.empty(),
                Optional.empty());
    }
}
