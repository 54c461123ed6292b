package io.nodebus.bus.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a journal holds, without the records themselves: all its frames applied in order. Reading a
/// file and appending to it go the same way.
final class Contents {
    final Gaps gaps = new Gaps();
    final HeardRecords heard = new HeardRecords();
    final OwnRecords own = new OwnRecords(gaps);
    final EventRing events = new EventRing(gaps);
    private final SortedSet<String> readOnce = new TreeSet<>();
    private Optional<NodeLife> life = Optional.empty();
    private RememberedPlane plane = RememberedPlane.NONE;
    private long lastNumber;

    void apply(Frame frame, Place.Spot spot) {
        switch (frame) {
            case Frame.Life(var now) -> life = Optional.of(now);
            case Frame.Plane(var seen) -> plane = seen;
            case Frame.ReadOnce(var topic) -> readOnce.add(topic);
            case Frame.Missed(var gap) -> gaps.set(gap);
            case Frame.Heard(var plane, _, _, var record) ->
                    heard.put(
                            new Name(record.topic(), record.key()),
                            new Place.Heard(spot, record.stamp(), plane));
            case Frame.Own said -> said(said, spot);
            case Frame.Event said -> said(said, spot);
            case Frame.SentOwn(var topic, var slot, var number) ->
                    own.sent(new Name(topic, slot), number);
            case Frame.SentEvents(var through) -> events.sentThrough(through);
            case Frame.Lost(var number) -> events.lost(number);
            case Frame.ForgotHeard(var topic, var key) -> heard.remove(new Name(topic, key));
            case Frame.Owed(var topic, var slot) -> own.owe(new Name(topic, slot));
            case Frame.SnapshotEnd(var last) -> lastNumber = Math.max(lastNumber, last);
        }
    }

    private void said(Frame.Own said, Place.Spot spot) {
        var record = said.record();
        own.put(
                new Name(record.topic(), said.slot()),
                new Place.Own(
                        spot,
                        record.stamp(),
                        said.lane(),
                        said.number(),
                        said.sent(),
                        record.isTombstone()));
        said.settles().ifPresent(gaps::settle);
        lastNumber = Math.max(lastNumber, said.number());
    }

    private void said(Frame.Event said, Place.Spot spot) {
        events.add(
                new Place.Event(
                        spot,
                        said.record().stamp(),
                        said.number(),
                        said.notAfter().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE)));
        lastNumber = Math.max(lastNumber, said.number());
    }

    Optional<NodeLife> life() {
        return life;
    }

    RememberedPlane plane() {
        return plane;
    }

    SortedSet<String> readOnce() {
        return readOnce;
    }

    long lastNumber() {
        return lastNumber;
    }

    long stateBytes() {
        return own.bytes() + heard.bytes();
    }
}
