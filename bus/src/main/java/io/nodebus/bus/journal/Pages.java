package io.nodebus.bus.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The file of a journal: one half is written to until it is full, then everything that still
/// counts goes to the other one. Confined like its [Journal]; after an `IOException` it is unknown
/// what is there.
final class Pages implements AutoCloseable {
    private final Bytes bytes;
    private final Contents contents;
    private final Opening opening;
    private Half half;
    private boolean unforced;

    private Pages(Bytes bytes, Contents contents, Half half, Opening opening) {
        this.bytes = bytes;
        this.contents = contents;
        this.half = half;
        this.opening = opening;
    }

    static Pages open(Bytes bytes, long size) throws IOException {
        var found = Search.newest(bytes);
        return found.isPresent()
                ? found.get().size() * 2 <= size
                        ? grown(bytes, found.get(), size)
                        : continued(bytes, found.get())
                : made(bytes, size);
    }

    private static Pages made(Bytes bytes, long size) throws IOException {
        var opening = bytes.size() == 0 ? Opening.MADE : Opening.LOST;
        bytes.take(Math.max(size, bytes.size()));
        var half = Half.begin(bytes, new Half.Header(0, bytes.size(), 1));
        half.append(FrameWriter.write(new Frame.SnapshotEnd(0)));
        return new Pages(bytes, new Contents(), half, opening);
    }

    private static Pages continued(Bytes bytes, Search.Found found) throws IOException {
        bytes.take(Math.max(found.size(), bytes.size()));
        return new Pages(bytes, found.contents(), found.half(), Opening.CONTINUED);
    }

    /// A larger file has its second half where the smaller one has nothing, so the snapshot that
    /// goes there overwrites nothing that counts.
    private static Pages grown(Bytes bytes, Search.Found found, long size) throws IOException {
        var pages = continued(bytes, found);
        if (found.half().header().start() != 0) {
            pages.snapshot(0, found.size());
        }
        bytes.take(size);
        pages.snapshot(1, size);
        return pages;
    }

    Opening opening() {
        return opening;
    }

    Contents contents() {
        return contents;
    }

    Layout layout() {
        return new Layout(half.header().size());
    }

    long generation() {
        return half.header().generation();
    }

    long usedBytes() {
        return half.usedBytes();
    }

    void append(Frame frame) throws IOException {
        append(frame, FrameWriter.write(frame));
    }

    void append(Frame frame, ByteBuffer body) throws IOException {
        if (!half.fits(body.remaining())) {
            snapshot(half.header().start() == 0 ? 1 : 0, half.header().size());
        }
        var length = body.remaining();
        contents.apply(frame, new Place.Spot(half.append(body), length));
        unforced = true;
    }

    Frame read(Place.Spot spot) throws IOException {
        half.flush();
        var body = ByteBuffer.allocate(spot.length());
        bytes.read(body, spot.position());
        return new FrameReader().read(body.flip());
    }

    /// Writes everything that still counts to the other half and goes on there. Until the last byte
    /// of it is safe, the old half is what counts.
    private void snapshot(int to, long size) throws IOException {
        half.flush();
        var layout = new Layout(size);
        contents.own.countSuperseded();
        contents.events.shrink(layout.eventLimit(contents.stateBytes()));
        var header = new Half.Header(layout.start(to), size, half.header().generation() + 1);
        half = Snapshot.write(bytes, header, contents);
        bytes.force();
    }

    /// What was appended survives the process.
    ///
    /// @return whether the power could still take some of it
    boolean flush() throws IOException {
        var watermark = contents.events.watermark();
        if (watermark.isPresent()) {
            append(new Frame.SentEvents(watermark.get()));
        }
        half.flush();
        return unforced;
    }

    /// What was appended survives the power.
    void force() throws IOException {
        if (flush()) {
            bytes.force();
            unforced = false;
        }
    }

    /// Lets go of the file as it is, as the end of a process does.
    void drop() throws IOException {
        bytes.close();
    }

    @Override
    public void close() throws IOException {
        try (bytes) {
            force();
        }
    }
}
