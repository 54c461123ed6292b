package io.nodebus.bus.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One half of the file: a header, then frames, one after the other.
///
/// The checksum of each frame covers the checksum before it and, through the header, the
/// generation. So neither what an older generation left behind nor frames that survived a power cut
/// out of order can ever be taken for the continuation.
final class Half {
    static final int HEADER = 64;
    static final int FRAME = Integer.BYTES + Integer.BYTES + Long.BYTES;
    static final int FORMAT = 1;

    private static final long MAGIC = 0x4e6f64656275734aL;
    private static final int CHECKED = 3 * Long.BYTES + Integer.BYTES;
    private static final int STAGED = 32 * 1024;

    private final Bytes bytes;
    private final Header header;
    private final long end;
    private final ByteBuffer staged;
    private int checksum;
    private long sequence;
    private long written;

    /// @param size of the whole file
    record Header(long start, long size, long generation) {
        long end() {
            return start + new Layout(size).half();
        }
    }

    /// What is done with each frame found when a half is read.
    interface Visitor {
        /// @return false when these bytes make no sense: reading ends before them
        boolean visit(ByteBuffer body, long position);
    }

    private Half(Bytes bytes, Header header, int checksum) {
        this.bytes = bytes;
        this.header = header;
        this.end = header.end();
        this.checksum = checksum;
        this.staged = ByteBuffer.allocate((int) Math.min(STAGED, end - header.start()));
        this.written = header.start() + HEADER;
    }

    /// Begins a new generation, over whatever was in this half.
    static Half begin(Bytes bytes, Header header) throws IOException {
        var written = ByteBuffer.allocate(HEADER);
        written.putLong(MAGIC).putInt(FORMAT).putLong(header.generation()).putLong(header.size());
        var checksum = checksum(written.duplicate().flip());
        written.putInt(checksum).rewind();
        bytes.write(written, header.start());
        return new Half(bytes, header, checksum);
    }

    /// The header at a place, when there is one.
    ///
    /// @throws IllegalStateException when a newer version of ours wrote it
    static Optional<Header> header(Bytes bytes, long start) throws IOException {
        var read = ByteBuffer.allocate(HEADER);
        bytes.read(read, start);
        if (read.hasRemaining()) {
            return Optional.empty();
        }
        read.rewind();
        var checksum = checksum(read.slice(0, CHECKED));
        if (read.getLong() != MAGIC || read.getInt(CHECKED) != checksum) {
            return Optional.empty();
        }
        var format = read.getInt();
        if (format != FORMAT) {
            throw new IllegalStateException(
                    "journal has format %d, this version reads %d: start the version that wrote it"
                            .formatted(format, FORMAT));
        }
        var generation = read.getLong();
        return Optional.of(new Header(start, read.getLong(), generation));
    }

    /// Reads the frames of a half up to the first that is not whole. What is appended afterwards
    /// goes there.
    static Half resume(Bytes bytes, Header header, Visitor visitor) throws IOException {
        var first = ByteBuffer.allocate(CHECKED);
        bytes.read(first, header.start());
        var half = new Half(bytes, header, checksum(first.flip()));
        var window = new Window(bytes, half.end - header.start());
        while (half.step(window, visitor)) {}
        return half;
    }

    private boolean step(Window window, Visitor visitor) throws IOException {
        var head = window.at(written, FRAME);
        if (head.remaining() < FRAME) {
            return false;
        }
        var length = head.getInt();
        var found = head.getInt();
        var number = head.getLong();
        if (length < 2 || length > end - written - FRAME || number != sequence) {
            return false;
        }
        var body = window.at(written + FRAME, length);
        if (body.remaining() < length
                || found != checksum(length, body.duplicate())
                || !visitor.visit(body, written + FRAME)) {
            return false;
        }
        checksum = found;
        sequence++;
        written += FRAME + length;
        return true;
    }

    boolean fits(int bodyLength) {
        return tail() + FRAME + bodyLength <= end;
    }

    /// @return where the body will be, once it is flushed
    long append(ByteBuffer body) throws IOException {
        var length = body.remaining();
        var position = tail() + FRAME;
        checksum = checksum(length, body.duplicate());
        stage(ByteBuffer.allocate(FRAME).putInt(length).putInt(checksum).putLong(sequence).flip());
        stage(body);
        sequence++;
        return position;
    }

    private void stage(ByteBuffer more) throws IOException {
        if (staged.remaining() < more.remaining()) {
            flush();
        }
        if (staged.remaining() < more.remaining()) {
            var length = more.remaining();
            bytes.write(more, written);
            written += length;
        } else {
            staged.put(more);
        }
    }

    /// Writes what is staged.
    void flush() throws IOException {
        if (staged.position() > 0) {
            var length = staged.position();
            bytes.write(staged.flip(), written);
            written += length;
            staged.clear();
        }
    }

    private long tail() {
        return written + staged.position();
    }

    Header header() {
        return header;
    }

    long usedBytes() {
        return tail() - header.start();
    }

    private int checksum(int length, ByteBuffer body) {
        var head = ByteBuffer.allocate(FRAME);
        head.putInt(checksum).putInt(length).putLong(sequence).flip();
        var crc = new CRC32C();
        crc.update(head);
        crc.update(body);
        return (int) crc.getValue();
    }

    private static int checksum(ByteBuffer of) {
        var crc = new CRC32C();
        crc.update(of);
        return (int) crc.getValue();
    }
}
