package io.nodebus.bus.journal;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the half that counts: of those whose snapshot is whole, the one of the highest generation.
final class Search {
    private Search() {}

    record Found(Half half, Contents contents) {
        long size() {
            return half.header().size();
        }
    }

    static Optional<Found> newest(Bytes bytes) throws IOException {
        var starts = new TreeSet<Long>();
        starts.add(0L);
        starts.add(new Layout(bytes.size()).start(1));
        // A file that was cut or has grown has its second half where its first says.
        var first = Half.header(bytes, 0);
        first.ifPresent(header -> starts.add(new Layout(header.size()).start(1)));
        var headers = new ArrayList<Half.Header>();
        for (var start : starts) {
            Half.header(bytes, start).ifPresent(headers::add);
        }
        headers.sort(Comparator.comparingLong(Half.Header::generation).reversed());
        for (var header : headers) {
            var found = read(bytes, header);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /// The contents of a half, unless its snapshot was never finished.
    private static Optional<Found> read(Bytes bytes, Half.Header header) throws IOException {
        var replay = new Replay();
        var half = Half.resume(bytes, header, replay);
        return replay.ended ? Optional.of(new Found(half, replay.contents)) : Optional.empty();
    }

    /// Applies the frames of a half one after the other.
    private static final class Replay implements Half.Visitor {
        private final Contents contents = new Contents();
        private final FrameReader frames = new FrameReader();
        private boolean ended;

        @Override
        public boolean visit(ByteBuffer body, long position) {
            var spot = new Place.Spot(position, body.remaining());
            var frame = read(body);
            frame.ifPresent(known -> {
                contents.apply(known, spot);
                ended |= known instanceof Frame.SnapshotEnd;
            });
            return frame.isPresent();
        }

        /// Garbage may have the right checksum once in four billion times; it ends the reading like
        /// any other.
        private Optional<Frame> read(ByteBuffer body) {
            try {
                return Optional.of(frames.read(body));
            } catch (BufferUnderflowException
                    | IndexOutOfBoundsException
                    | NegativeArraySizeException
                    | IllegalArgumentException
                    | DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
