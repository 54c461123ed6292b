package io.nodebus.nodeagent.logfiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.nodeagent.logformat.LogSink;
import io.nodebus.nodeagent.logformat.Stream;
import java.io.ByteArrayOutputStream;

/// Keeps what is written, by stream and together.
public final class TextSink implements LogSink {
    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();
    private volatile boolean open = true;
    private volatile boolean begun;

    @Override
    public void begin() {
        begun = true;
    }

    public boolean hasBegun() {
        return begun;
    }

    @Override
    public synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
        (stream == Stream.STDOUT ? stdout : stderr).write(bytes, offset, length);
        all.write(bytes, offset, length);
    }

    @Override
    public void flush() {}

    @Override
    public boolean isOpen() {
        return open;
    }

    public void close() {
        open = false;
    }

    public synchronized String stdout() {
        return stdout.toString(UTF_8);
    }

    public synchronized String stderr() {
        return stderr.toString(UTF_8);
    }

    public synchronized String all() {
        return all.toString(UTF_8);
    }
}
