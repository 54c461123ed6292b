package io.nodebus.nodeagent.logfiles;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A log file that may still grow, and go on under another name.
record LiveFile(FileChannel channel, LineReader lines, Object key) implements AutoCloseable {
    static Optional<LiveFile> open(Path log) throws IOException {
        try {
            var channel = FileChannel.open(log, StandardOpenOption.READ);
            var key = Generation.key(log);
            if (key.isEmpty()) {
                channel.close();
                return Optional.empty();
            }
            var lines = new LineReader(Channels.newInputStream(channel));
            return Optional.of(new LiveFile(channel, lines, key.get()));
        } catch (NoSuchFileException notYet) {
            return Optional.empty();
        }
    }

    boolean isAt(Path path) throws IOException {
        return Generation.key(path).filter(key::equals).isPresent();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
