package io.nodebus.compose.fleet;

import io.nodebus.bus.Stamps;
import io.nodebus.contracts.stamp.Stamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the lives of the only fleet process of a plane, in the plane's folder.
final class Epochs {
    private Epochs() {}

    static long next(Path folder) {
        var file = folder.resolve("epoch");
        try {
            var epoch = Files.exists(file) ? Long.parseLong(Files.readString(file).strip()) + 1 : 1;
            var next = folder.resolve(".epoch.new");
            Files.writeString(next, epoch + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            return epoch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stamps stamps(String service, long epoch) {
        var seq = new AtomicLong();
        return () -> new Stamp.ByLeader(service, epoch, seq.incrementAndGet());
    }
}
