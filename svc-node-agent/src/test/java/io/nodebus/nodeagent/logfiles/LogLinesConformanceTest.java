package io.nodebus.nodeagent.logfiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.nodebus.nodeagent.conformance.Suite;
import io.nodebus.nodeagent.conformance.Suite.Case;
import io.nodebus.nodeagent.conformance.Suite.Tree;
import io.nodebus.nodeagent.logformat.LogLine;
import io.nodebus.nodeagent.logformat.LogRequest;
import io.nodebus.nodeagent.logformat.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The published cases about log lines.
class LogLinesConformanceTest {
    @TempDir Path folder;

    @TestFactory
    java.util.stream.Stream<DynamicTest> logLines() {
        return Suite.read("log-lines").judged(_ -> Optional.empty(), this::judge);
    }

    private void judge(Case each) {
        try {
            switch (each.input().at("op").text()) {
                case "parse" -> parse(each);
                case "read" -> read(each);
                case "write" -> write(each);
                case "tailStart" -> tailStart(each);
                default -> fail("no such op: " + each.input().at("op").text());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void parse(Case each) {
        var line = LogLine.parse(each.input().at("line").text().getBytes(UTF_8));
        if (each.expect().at("error").isTrue()) {
            assertEquals(Optional.empty(), line);
            return;
        }
        assertEquals(each.expect().at("timestamp").text(), line.orElseThrow().timestamp());
        assertEquals(stream(each.expect()), line.orElseThrow().stream());
        assertEquals(each.expect().at("log").text(), new String(line.orElseThrow().text(), UTF_8));
    }

    private void read(Case each) throws IOException {
        var log = folder.resolve("0.log");
        Files.writeString(log, String.join("\n", each.input().at("lines").texts()) + "\n");
        var sink = new TextSink();
        LogFiles.read(log, request(each.input()), () -> false, sink);
        assertEquals(each.expect().at("stdout").text(), sink.stdout());
    }

    private static void write(Case each) {
        var sink = new TextSink();
        var sieve = new LogSieve(request(each.input()), sink);
        for (var message : each.input().at("messages").items()) {
            var line =
                    "%s %s F %s"
                            .formatted(
                                    message.at("timestamp").text(),
                                    message.at("stream").text(),
                                    message.at("log").text());
            if (!sieve.pass(LogLine.parse(line.getBytes(UTF_8)).orElseThrow())) {
                break;
            }
        }
        assertEquals(each.expect().at("stdout").text(), sink.stdout());
        assertEquals(each.expect().at("stderr").text(), sink.stderr());
    }

    private void tailStart(Case each) throws IOException {
        var text = new StringBuilder();
        for (var length : each.input().at("lineLengths").items()) {
            text.append("x".repeat(length.number())).append('\n');
        }
        text.append("x".repeat(each.input().at("unfinishedLength").number()));
        var log = folder.resolve("0.log");
        Files.writeString(log, text);
        try (var channel = FileChannel.open(log)) {
            var tail = Tail.of(channel, each.input().at("tail").number());
            assertEquals(each.expect().at("offset").number(), tail.offset());
        }
    }

    private static LogRequest request(Tree input) {
        var options = input.at("options");
        return new LogRequest(
                options.at("follow").isTrue(),
                options.at("timestamps").isTrue(),
                number(options.at("tailLines")),
                options.at("since").isThere()
                        ? Optional.of(Instant.parse(options.at("since").text()))
                        : Optional.empty(),
                number(options.at("limitBytes")),
                input.at("onlyStdout").isTrue() ? Optional.of(Stream.STDOUT) : Optional.empty());
    }

    private static Optional<Long> number(Tree tree) {
        return tree.isThere() ? Optional.of((long) tree.number()) : Optional.empty();
    }

    private static Stream stream(Tree tree) {
        return tree.at("stream").text().equals("stdout") ? Stream.STDOUT : Stream.STDERR;
    }
}
