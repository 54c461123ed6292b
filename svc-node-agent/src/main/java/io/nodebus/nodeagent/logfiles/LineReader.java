package io.nodebus.nodeagent.logfiles;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// Lines of a stream that may grow: the end of the stream is only the end so far. A line that is
/// longer than any runtime writes is given in pieces, so memory stays bounded.
final class LineReader {
    private static final int BLOCK_BYTES = 64 << 10;
    private static final int LONGEST_LINE_BYTES = 1 << 20;

    private final InputStream in;
    private byte[] buffer = new byte[BLOCK_BYTES];
    private int start;
    private int end;

    LineReader(InputStream in) {
        this.in = in;
    }

    /// The next line with its line end; nothing when no further line is complete yet.
    Optional<byte[]> next() throws IOException {
        var from = start;
        while (true) {
            for (var i = from; i < end; i++) {
                if (buffer[i] == '\n') {
                    return Optional.of(take(i + 1));
                }
            }
            if (end - start >= LONGEST_LINE_BYTES) {
                return Optional.of(take(end));
            }
            var scanned = end - start;
            if (!fill()) {
                return Optional.empty();
            }
            from = start + scanned;
        }
    }

    /// What came after the last complete line.
    Optional<byte[]> unfinished() {
        return start == end ? Optional.empty() : Optional.of(take(end));
    }

    private byte[] take(int to) {
        var line = Arrays.copyOfRange(buffer, start, to);
        start = to;
        return line;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        var read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }
}
