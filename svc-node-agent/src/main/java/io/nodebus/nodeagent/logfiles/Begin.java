package io.nodebus.nodeagent.logfiles;

import io.nodebus.nodeagent.logformat.LogLine;
import io.nodebus.nodeagent.logformat.LogRequest;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where in a log a reading begins.
///
/// @param generation index among the rotated files, oldest first; their number means the live file
/// @param bytes to leave out there
/// @param lines to leave out after these bytes
record Begin(int generation, long bytes, long lines) {
    static final Begin AT_ONCE = new Begin(0, 0, 0);

    static Begin of(List<Generation> rotated, Optional<LiveFile> live, LogRequest request)
            throws IOException {
        if (request.tailLines().isPresent()) {
            return tail(rotated, live, request.tailLines().get());
        }
        return request.since().isPresent() ? since(rotated, live, request.since().get()) : AT_ONCE;
    }

    /// From the newest file back, until enough lines are found.
    private static Begin tail(List<Generation> rotated, Optional<LiveFile> live, long wanted)
            throws IOException {
        var left = wanted;
        if (live.isPresent()) {
            var tail = Tail.of(live.get().channel(), left);
            if (tail.lines() == left) {
                return new Begin(rotated.size(), tail.offset(), 0);
            }
            left -= tail.lines();
        }
        for (var i = rotated.size() - 1; i >= 0; i--) {
            var begin = tail(rotated.get(i), i, left);
            if (begin.generation == i) {
                return begin;
            }
            left = begin.lines;
        }
        return AT_ONCE;
    }

    /// In this file, or in the one before with that many lines still wanted.
    private static Begin tail(Generation file, int index, long wanted) throws IOException {
        if (file.isGzip()) {
            var lines = lines(file);
            return lines >= wanted
                    ? new Begin(index, 0, lines - wanted)
                    : new Begin(index - 1, 0, wanted - lines);
        }
        try (var channel = FileChannel.open(file.path(), StandardOpenOption.READ)) {
            var tail = Tail.of(channel, wanted);
            return tail.lines() == wanted
                    ? new Begin(index, tail.offset(), 0)
                    : new Begin(index - 1, 0, wanted - tail.lines());
        }
    }

    private static long lines(Generation gzip) throws IOException {
        try (var in = gzip.open()) {
            var reader = new LineReader(in);
            var lines = 0L;
            while (reader.next().isPresent()) {
                lines++;
            }
            return lines;
        }
    }

    /// In the newest file that was begun by then.
    private static Begin since(List<Generation> rotated, Optional<LiveFile> live, Instant since)
            throws IOException {
        for (var i = rotated.size() - 1; i >= 0; i--) {
            var next = i + 1 < rotated.size() ? rotated.get(i + 1).begun() : begun(live);
            if (next.filter(begun -> !begun.isAfter(since)).isPresent()) {
                return new Begin(i + 1, 0, 0);
            }
        }
        return AT_ONCE;
    }

    /// Reads at a position of its own: the live file's lines are still to be read.
    private static Optional<Instant> begun(Optional<LiveFile> live) throws IOException {
        if (live.isEmpty()) {
            return Optional.empty();
        }
        var channel = live.get().channel();
        var position = channel.position();
        var first = new LineReader(Channels.newInputStream(channel)).next();
        channel.position(position);
        return first.flatMap(LogLine::parse).map(LogLine::at);
    }
}
