package io.nodebus.nodeagent.logfiles;

import io.nodebus.nodeagent.logformat.LogLine;
import io.nodebus.nodeagent.logformat.LogRequest;
import io.nodebus.nodeagent.logformat.LogSink;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One reading of one log; confined to its thread. The file being written to is always opened
/// before the rotated ones are looked for: should it be rotated meanwhile, what we hold is still
/// the next after them.
final class Reading {
    /// How often a log that is followed is looked at. A look is one stat.
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Path log;
    private final LogRequest request;
    private final BooleanSupplier running;
    private final LogSink sink;
    private final LogSieve sieve;
    private Instant last = Instant.MIN;

    /// What a look at a file brought.
    private enum Look {
        LINES,
        NOTHING,
        ENOUGH
    }

    Reading(Path log, LogRequest request, BooleanSupplier running, LogSink sink) {
        this.log = log;
        this.request = request;
        this.running = running;
        this.sink = sink;
        sieve = new LogSieve(request, sink);
    }

    void all() throws IOException {
        var live = firstLive();
        try {
            var rotated = rotated(live);
            if (live.isEmpty() && rotated.isEmpty()) {
                throw new NoSuchFileException(log.toString());
            }
            sink.begin();
            var begin = Begin.of(rotated, live, request);
            if (!wholeFrom(rotated, begin) || live.isEmpty()) {
                return;
            }
            var file = live.get();
            if (begin.generation() == rotated.size()) {
                file.channel().position(begin.bytes());
            }
            live = Optional.empty();
            readLive(file);
        } finally {
            if (live.isPresent()) {
                live.get().close();
            }
        }
    }

    /// A container that has just been started may have no log yet.
    private Optional<LiveFile> firstLive() throws IOException {
        var live = LiveFile.open(log);
        while (live.isEmpty() && request.follow() && sink.isOpen() && running.getAsBoolean()) {
            pause();
            live = LiveFile.open(log);
        }
        return live;
    }

    private List<Generation> rotated(Optional<LiveFile> live) throws IOException {
        return Generation.of(log).stream()
                .filter(file -> live.filter(l -> l.key().equals(file.key())).isEmpty())
                .toList();
    }

    private boolean wholeFrom(List<Generation> rotated, Begin begin) throws IOException {
        for (var i = begin.generation(); i < rotated.size(); i++) {
            if (!whole(rotated.get(i), i == begin.generation() ? begin : Begin.AT_ONCE)) {
                return false;
            }
        }
        return true;
    }

    /// Says whether more may follow.
    private boolean whole(Generation file, Begin begin) throws IOException {
        try (var in = file.open()) {
            in.skipNBytes(begin.bytes());
            var lines = new LineReader(in);
            for (var left = begin.lines(); left > 0 && lines.next().isPresent(); left--) {
                // Left out.
            }
            return look(lines) != Look.ENOUGH && rest(lines);
        } catch (NoSuchFileException dropped) {
            // Rotation dropped it after we looked: it is not part of the log any more.
            return true;
        }
    }

    private void readLive(LiveFile first) throws IOException {
        var file = first;
        try {
            var rotatedAway = false;
            var ended = !request.follow();
            while (true) {
                var look = look(file.lines());
                if (look == Look.ENOUGH || !sink.isOpen()) {
                    return;
                }
                if (look == Look.LINES) {
                    continue;
                }
                if (rotatedAway) {
                    var next = LiveFile.open(log);
                    if (next.isPresent()) {
                        var before = file;
                        file = next.get();
                        before.close();
                        rotatedAway = false;
                        if (!rest(before.lines()) || !between(before, file)) {
                            return;
                        }
                        continue;
                    }
                }
                if (ended) {
                    rest(file.lines());
                    return;
                }
                // The runtime may write to a file that was renamed until it has opened the new one,
                // and is behind when a container ends: what we find out now, we act on only after
                // one
                // more look that brings nothing.
                rotatedAway = !file.isAt(log);
                ended = !running.getAsBoolean();
                pause();
            }
        } finally {
            file.close();
        }
    }

    /// When a log was rotated more than once between two looks, there are files between.
    private boolean between(LiveFile before, LiveFile now) throws IOException {
        var rotated = rotated(Optional.of(now));
        var index = rotated.stream().map(Generation::key).toList().indexOf(before.key());
        for (var file : rotated.subList(index + 1, rotated.size())) {
            // The file before may have been compressed, and so be unknown by its key.
            var unseen = index >= 0 || file.begun().filter(last::isBefore).isPresent();
            if (unseen && !whole(file, Begin.AT_ONCE)) {
                return false;
            }
        }
        return true;
    }

    private Look look(LineReader lines) throws IOException {
        var brought = Look.NOTHING;
        for (var line = lines.next(); line.isPresent(); line = lines.next()) {
            brought = Look.LINES;
            if (!pass(line.get())) {
                return Look.ENOUGH;
            }
        }
        return brought;
    }

    /// What has no line end, now that nothing more will come.
    private boolean rest(LineReader lines) {
        var rest = lines.unfinished();
        return rest.isEmpty() || pass(rest.get());
    }

    /// What is no line of a log is passed over: somebody else wrote it.
    private boolean pass(byte[] bytes) {
        var line = LogLine.parse(bytes);
        if (line.isEmpty()) {
            return sink.isOpen();
        }
        last = line.get().at();
        return sieve.pass(line.get());
    }

    private void pause() {
        sink.flush();
        LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
}
