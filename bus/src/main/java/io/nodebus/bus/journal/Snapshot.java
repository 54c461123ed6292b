package io.nodebus.bus.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// Copies everything that still counts into a half and moves the places of the contents there.
///
/// Gaps come after the records: a copied record that once settled a gap must not settle what was
/// missed since.
final class Snapshot {
    private final Window old;
    private final Half half;

    private Snapshot(Bytes bytes, Half half) {
        this.old = new Window(bytes, new Layout(half.header().size()).half());
        this.half = half;
    }

    static Half write(Bytes bytes, Half.Header header, Contents contents) throws IOException {
        var half = Half.begin(bytes, header);
        new Snapshot(bytes, half).write(contents);
        return half;
    }

    private void write(Contents contents) throws IOException {
        if (contents.life().isPresent()) {
            append(new Frame.Life(contents.life().get()));
        }
        append(new Frame.Plane(contents.plane()));
        for (var topic : contents.readOnce()) {
            append(new Frame.ReadOnce(topic));
        }
        var heard = copies(contents.heard.places());
        contents.heard.move(place -> place.at(heard.of(place)));
        var own = copies(contents.own.places());
        contents.own.move(place -> place.at(own.of(place)));
        var events = copies(contents.events.places());
        contents.events.move(place -> place.at(events.of(place)));
        for (var gap : contents.gaps.all()) {
            append(new Frame.Missed(gap));
        }
        append(new Frame.SnapshotEnd(contents.lastNumber()));
        half.flush();
    }

    private void append(Frame frame) throws IOException {
        half.append(FrameWriter.write(frame));
    }

    /// Copies records in the order in which they lie, so that the file is read once from front to
    /// back.
    private Copies copies(Collection<? extends Place> places) throws IOException {
        var copies = new Copies(new HashMap<>());
        var inOrder = new ArrayList<Place>(places);
        inOrder.sort(Comparator.comparingLong(place -> place.spot().position()));
        for (var place : inOrder) {
            var body = old.at(place.spot().position(), place.spot().length());
            FrameKind.markSent(body, place instanceof Place.Own own && own.sent());
            var length = body.remaining();
            copies.byOldPosition()
                    .put(place.spot().position(), new Place.Spot(half.append(body), length));
        }
        return copies;
    }

    private record Copies(Map<Long, Place.Spot> byOldPosition) {
        Place.Spot of(Place place) {
            return Objects.requireNonNull(byOldPosition.get(place.spot().position()));
        }
    }
}
