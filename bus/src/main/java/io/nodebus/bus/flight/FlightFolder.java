package io.nodebus.bus.flight;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.nodebus.bus.flight.Flight.Recording;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Flights as files, the newest few of them, readable by their owner alone. Safe for any number of
/// loops; files are written on a thread of their own.
public final class FlightFolder implements Flights {
    private static final Logger LOG = LoggerFactory.getLogger(FlightFolder.class);
    private static final int MOST_FILES = 8;
    private static final String SUFFIX = ".flight.jsonl";
    private static final DateTimeFormatter NAMED =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Executor writes;
    private final AtomicLong number = new AtomicLong();

    public FlightFolder(Path folder) {
        this(folder, Thread::startVirtualThread);
    }

    FlightFolder(Path folder, Executor writes) {
        this.folder = folder;
        this.writes = writes;
    }

    @Override
    public Optional<Path> keep(Recording recording) {
        var file =
                folder.resolve(
                        "%s-%d-%s%s"
                                .formatted(
                                        NAMED.format(recording.ended()),
                                        number.incrementAndGet(),
                                        recording.loop(),
                                        SUFFIX));
        writes.execute(() -> write(file, recording));
        return Optional.of(file);
    }

    private void write(Path file, Recording recording) {
        try {
            Files.createDirectories(folder);
            makeRoom();
            write(file, FlightWriter.written(recording));
        } catch (IOException | RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("because", e.toString())
                    .log("a flight cannot be kept");
        }
    }

    private static void write(Path file, byte[] flight) throws IOException {
        var onlyOwner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), onlyOwner)) {
            var bytes = ByteBuffer.wrap(flight);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // Half of it tells nobody anything, and the disk may be full.
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private synchronized void makeRoom() throws IOException {
        try (var files = Files.list(folder)) {
            var oldest = files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
            for (var file : oldest.subList(0, Math.max(0, oldest.size() - MOST_FILES + 1))) {
                Files.deleteIfExists(file);
            }
        }
    }
}
