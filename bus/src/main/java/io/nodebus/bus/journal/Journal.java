package io.nodebus.bus.journal;

import io.nodebus.contracts.stamp.Stamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Owns the file and what is in it. What is where in the file is the business of [Pages]. Confined
/// to one thread at a time ([Scribe]), so nothing here is locked.
///
/// What is appended is there for every reader at once, survives the process after [#flush], the
/// power after [#force]. An `IOException` is the end of this object: what follows it is unknown.
public final class Journal implements AutoCloseable {
    public static final long LEAST_BYTES = 256 * 1024;

    private final Pages pages;
    private final Contents contents;
    private final String called;
    private long unkept;

    private Journal(Pages pages, String called) {
        this.pages = pages;
        this.contents = pages.contents();
        this.called = called;
    }

    /// Opens the journal of this node, or makes it, and begins a new life in it.
    ///
    /// @param size in bytes. A journal that is there keeps its size, unless this is twice as much
    /// @param newUid names the node when there is no readable journal
    /// @throws JournalHeld when another process has it
    /// @throws IOException when there is no disk for it
    public static Journal open(Path file, long size, Durability durability, String newUid)
            throws IOException {
        if (size < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "journal %s must have at least %d bytes, got %d"
                            .formatted(file, LEAST_BYTES, size));
        }
        var bytes = PreallocatedFile.open(file, durability);
        try {
            return open(bytes, file.toString(), size, newUid);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    static Journal open(Bytes bytes, String called, long size, String newUid) throws IOException {
        var journal = new Journal(Pages.open(bytes, size), called);
        journal.beginLife(newUid);
        return journal;
    }

    private void beginLife(String newUid) throws IOException {
        var before = contents.life();
        append(
                new Frame.Life(
                        before.map(life -> new NodeLife(life.nodeUid(), life.boot() + 1))
                                .orElseGet(() -> new NodeLife(newUid, 1))));
        force();
    }

    /// The path, for messages.
    public String called() {
        return called;
    }

    public Opening opening() {
        return pages.opening();
    }

    public NodeLife life() {
        return contents.life().orElseThrow();
    }

    /// Another life begins in this process: somebody said something in a later one.
    public void live(NodeLife life) throws IOException {
        append(new Frame.Life(life));
    }

    // What this node says.

    /// Keeps a record whose older ones of the same key are worth nothing.
    ///
    /// @return its number, for [#arrived]
    /// @throws JournalFull when it can never be kept
    public long say(Lane lane, JournalRecord record) throws IOException {
        return own(false, lane, record.key(), Optional.empty(), record);
    }

    /// Keeps a record of this node's that the bus has already, said in a life this journal does not
    /// know.
    public void restore(JournalRecord record) throws IOException {
        own(true, Lane.STATE, record.key(), Optional.empty(), record);
    }

    private long own(
            boolean sent, Lane lane, String slot, Optional<Gap.Name> settles, JournalRecord record)
            throws IOException {
        var number = contents.lastNumber() + 1;
        var frame = new Frame.Own(sent, lane, number, slot, settles, record);
        var body = FrameWriter.write(frame);
        room().refuseTooLarge(record, body.remaining());
        var replaced =
                contents.own
                        .place(new Name(record.topic(), slot))
                        .map(place -> place.spot().bytes())
                        .orElse(0L);
        var after = contents.stateBytes() - replaced + Half.FRAME + body.remaining();
        room().refuseTooMuch(record, after);
        pages.append(frame, body);
        return number;
    }

    /// Keeps an event until it is sent or the ring is full of newer ones.
    ///
    /// @param notAfter when it is no longer worth sending
    /// @return its number, for [#arrived]
    /// @throws JournalFull when it can never be kept
    public long say(JournalRecord event, Optional<Instant> notAfter) throws IOException {
        var number = contents.lastNumber() + 1;
        var frame = new Frame.Event(number, notAfter, event);
        var body = FrameWriter.write(frame);
        room().refuseTooLarge(event, body.remaining());
        pages.append(frame, body);
        return number;
    }

    /// @throws JournalFull when this can never be kept, however empty the journal is
    public void refuseTooLarge(JournalRecord record) {
        room().refuseTooLarge(record, FrameWriter.lengthAtMost(record));
    }

    private Room room() {
        return new Room(called, pages.layout());
    }

    // What others said.

    /// Keeps what was heard, for a start without the bus. Without room it is left out and counted.
    ///
    /// @param plane number of the plane it was heard on
    /// @param addressed to this node, and not to the fleet
    public void heard(
            long plane, int partition, long offset, boolean addressed, JournalRecord record)
            throws IOException {
        var frame = new Frame.Heard(plane, partition, offset, record);
        var body = FrameWriter.write(frame);
        var name = new Name(record.topic(), record.key());
        var replaced = contents.heard.place(name).map(place -> place.spot().bytes()).orElse(0L);
        var more = Half.FRAME + body.remaining() - replaced;
        if (body.remaining() > pages.layout().largestBody()
                || contents.heard.bytes() + more > heardLimit(addressed)
                || contents.stateBytes() + more > pages.layout().stateLimit()) {
            unkept++;
            forget(name);
            return;
        }
        pages.append(frame, body);
    }

    private long heardLimit(boolean addressed) {
        return addressed ? pages.layout().heardLimit() : pages.layout().viewLimit();
    }

    public void forget(Name name) throws IOException {
        if (contents.heard.place(name).isPresent()) {
            append(new Frame.ForgotHeard(name.topic(), name.slot()));
        }
    }

    /// From here on, what is here of this topic is all there was when it was read last.
    public void readOnce(String topic) throws IOException {
        if (!contents.readOnce().contains(topic)) {
            append(new Frame.ReadOnce(topic));
        }
    }

    public boolean wasReadOnce(String topic) {
        return contents.readOnce().contains(topic);
    }

    public void plane(RememberedPlane seen) throws IOException {
        if (!seen.equals(contents.plane())) {
            append(new Frame.Plane(seen));
        }
    }

    public RememberedPlane plane() {
        return contents.plane();
    }

    // Reading.

    public List<Name> own() {
        return contents.own.names();
    }

    public List<Name> heard() {
        return contents.heard.names();
    }

    public Optional<Stamp> stampOfOwn(Name name) {
        return contents.own.place(name).map(Place::stamp);
    }

    public Optional<Stamp> stampOfHeard(Name name) {
        return contents.heard.place(name).map(Place::stamp);
    }

    /// What this node said last under a name; nothing when that was a tombstone.
    public Optional<Recalled> recallOwn(Name name) throws IOException {
        var place = contents.own.place(name);
        return place.isEmpty() || place.get().tombstone()
                ? Optional.empty()
                : Optional.of(new Recalled(ownAt(place.get()).record(), 0, -1, -1));
    }

    public Optional<Recalled> recallHeard(Name name) throws IOException {
        var place = contents.heard.place(name);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        var heard = (Frame.Heard) frameAt(place.get().spot());
        return Optional.of(
                new Recalled(heard.record(), heard.plane(), heard.partition(), heard.offset()));
    }

    private Frame.Own ownAt(Place.Own place) throws IOException {
        return (Frame.Own) frameAt(place.spot());
    }

    private Frame frameAt(Place.Spot spot) throws IOException {
        return pages.read(spot);
    }

    // Sending.

    /// The next records that are owed to the bus: state first, then readings. They stay here until
    /// [#arrived].
    public List<Unsent> takeOwn(int most) throws IOException {
        var taken = new ArrayList<Unsent>();
        for (var lane : List.of(Lane.STATE, Lane.READING)) {
            while (taken.size() < most) {
                var place = contents.own.take(lane);
                if (place.isEmpty()) {
                    break;
                }
                taken.add(
                        new Unsent(
                                place.get().number(),
                                lane,
                                Optional.empty(),
                                ownAt(place.get()).record()));
            }
        }
        return taken;
    }

    /// The oldest events that are owed to the bus.
    public List<Unsent> takeEvents(int most) throws IOException {
        var taken = new ArrayList<Unsent>();
        while (taken.size() < most) {
            var place = contents.events.take();
            if (place.isEmpty()) {
                break;
            }
            var event = (Frame.Event) frameAt(place.get().spot());
            taken.add(new Unsent(event.number(), Lane.EVENT, event.notAfter(), event.record()));
        }
        return taken;
    }

    /// The bus has it.
    public void arrived(long number) throws IOException {
        if (!contents.events.arrived(number)) {
            var name = contents.own.arrived(number);
            if (name.isPresent()) {
                append(new Frame.SentOwn(name.get().topic(), name.get().slot(), number));
            }
        }
    }

    /// An event on its way is given up and counted.
    public void lost(long number) throws IOException {
        append(new Frame.Lost(number));
    }

    /// What is on its way is owed again: nobody knows whether it arrived.
    public void takeBack() throws IOException {
        contents.events.takeBack();
        contents.own.takeBack();
        for (var gap : contents.gaps.all()) {
            append(new Frame.Missed(gap));
        }
    }

    /// The bus lost it, or never had it: it is owed again.
    public void owe(Name name) throws IOException {
        append(new Frame.Owed(name.topic(), name.slot()));
    }

    public Collection<Gap> gaps() {
        return contents.gaps.all();
    }

    /// Puts a gap into words that are owed to the bus like any record; what is missed from here on
    /// makes a new gap.
    ///
    /// @return the number of the record
    public long tell(Gap gap, Function<Gap, JournalRecord> words) throws IOException {
        var record = words.apply(gap);
        return own(false, Lane.READING, record.stamp().id(), Optional.of(gap.name()), record);
    }

    // Writing.

    private void append(Frame frame) throws IOException {
        pages.append(frame);
    }

    /// What was appended survives the process.
    ///
    /// @return whether the power could still take some of it
    public boolean flush() throws IOException {
        return pages.flush();
    }

    /// What was appended survives the power.
    public void force() throws IOException {
        pages.force();
    }

    public JournalFigures figures() {
        return new JournalFigures(
                pages.layout().size(),
                pages.usedBytes(),
                contents.stateBytes(),
                pages.generation(),
                contents.own.owedCount(Lane.STATE),
                contents.own.owedCount(Lane.READING),
                contents.events.size(),
                contents.gaps.count(Gap.Cause.DROPPED),
                contents.gaps.count(Gap.Cause.SUPERSEDED),
                unkept);
    }

    /// Lets go of the file as it is, as the end of a process does.
    void drop() throws IOException {
        pages.drop();
    }

    @Override
    public void close() throws IOException {
        pages.close();
    }
}
