package io.nodebus.nodeagent.logfiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.nodeagent.logformat.LogLine;
import io.nodebus.nodeagent.logformat.LogRequest;
import io.nodebus.nodeagent.logformat.LogSink;
import io.nodebus.nodeagent.logformat.Stream;

/// Lets those lines through to a sink that a request asks for, in the form it asks for. Confined to
/// one reader.
final class LogSieve {
    private final LogRequest request;
    private final LogSink sink;
    private long left;
    private boolean atLineStart = true;

    LogSieve(LogRequest request, LogSink sink) {
        this.request = request;
        this.sink = sink;
        left = request.limitBytes().orElse(Long.MAX_VALUE);
    }

    /// Says whether more may follow: not after the limit, and not when nobody reads.
    boolean pass(LogLine line) {
        if (isWanted(line)) {
            if (request.timestamps() && atLineStart) {
                write(line.stream(), (line.timestamp() + " ").getBytes(UTF_8));
            }
            write(line.stream(), line.text());
            atLineStart = line.endsTheLine();
        }
        return left > 0 && sink.isOpen();
    }

    private boolean isWanted(LogLine line) {
        return request.since().filter(since -> line.at().isBefore(since)).isEmpty()
                && request.stream().filter(stream -> stream != line.stream()).isEmpty();
    }

    private void write(Stream stream, byte[] bytes) {
        var length = (int) Math.min(bytes.length, left);
        if (length > 0) {
            sink.write(stream, bytes, 0, length);
            left -= length;
        }
    }
}
