package io.nodebus.bus.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// A journal as text, for people: `nodebus doctor`, support. Reads the file as it is, without the
/// lock, so it may be asked while the agent runs and when it does not start. Values are not shown.
public final class JournalView {
    private final Search.Found found;
    private final long size;
    private final List<String> lines = new ArrayList<>();

    private JournalView(Search.Found found, long size) {
        this.found = found;
        this.size = size;
    }

    /// One line per thing it remembers.
    public static List<String> of(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var bytes = new ReadOnly(channel);
            var found = Search.newest(bytes);
            return found.isEmpty()
                    ? List.of("%s: %d bytes, no journal".formatted(file, bytes.size()))
                    : new JournalView(found.get(), bytes.size()).lines();
        }
    }

    private List<String> lines() {
        var contents = found.contents();
        var header = found.half().header();
        lines.add(
                "journal   %d bytes, generation %d, %d of %d bytes used, %d by state"
                        .formatted(
                                size,
                                header.generation(),
                                found.half().usedBytes(),
                                new Layout(header.size()).half(),
                                contents.stateBytes()));
        contents.life()
                .ifPresent(life ->
                        lines.add(
                                "node      uid %s, boot %d"
                                        .formatted(life.nodeUid(), life.boot())));
        plane(contents.plane());
        for (var topic : contents.readOnce()) {
            lines.add("read      " + topic);
        }
        for (var name : sorted(contents.own.names())) {
            contents.own.place(name).ifPresent(place -> lines.add(own(name, place)));
        }
        for (var name : sorted(contents.heard.names())) {
            contents.heard.place(name).ifPresent(place -> lines.add(line("heard", name, place)));
        }
        lines.add(
                "events    %d unsent, %d bytes"
                        .formatted(contents.events.size(), contents.events.bytes()));
        for (var gap : contents.gaps.all()) {
            lines.add(
                    "gap       %d %s, numbers %d to %d of %s/%d"
                            .formatted(
                                    gap.count(),
                                    gap.name().cause().name().toLowerCase(Locale.ROOT),
                                    gap.from(),
                                    gap.to(),
                                    gap.name().who(),
                                    gap.name().life()));
        }
        return List.copyOf(lines);
    }

    private void plane(RememberedPlane plane) {
        if (plane.isNone()) {
            lines.add("plane     never seen");
            return;
        }
        lines.add(
                "plane     cluster %s, %d partitions"
                        .formatted(plane.identity().clusterId(), plane.identity().partitions()));
        plane.epochs()
                .forEach(
                        (service, epoch) -> lines.add("epoch     %s %d".formatted(service, epoch)));
    }

    private static String own(Name name, Place.Own place) {
        return line(place.sent() ? "sent" : "unsent", name, place)
                + (place.tombstone() ? ", a tombstone" : "");
    }

    private static String line(String what, Name name, Place place) {
        return "%-9s %s %s, %d bytes, stamp %s"
                .formatted(
                        what, name.topic(), name.slot(), place.spot().bytes(), place.stamp().id());
    }

    private static List<Name> sorted(List<Name> names) {
        return names.stream()
                .sorted(Comparator.comparing(Name::topic).thenComparing(Name::slot))
                .toList();
    }

    /// A file somebody else may be writing.
    private record ReadOnly(FileChannel channel) implements Bytes {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void read(ByteBuffer into, long at) throws IOException {
            for (var from = at; into.hasRemaining(); ) {
                var n = channel.read(into, from);
                if (n < 0) {
                    return;
                }
                from += n;
            }
        }

        @Override
        public void take(long bytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(ByteBuffer from, long at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void force() {}

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
