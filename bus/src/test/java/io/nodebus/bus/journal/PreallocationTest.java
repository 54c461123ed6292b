package io.nodebus.bus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreallocationTest {
    private static final int ENOENT = 2;
    private static final int EFBIG = 27;

    @TempDir Path folder;

    @Test
    void answersTheErrnoOfTheCallThatFailed() throws IOException {
        var file = folder.resolve("file");
        assertEquals(ENOENT, Preallocation.fallocate(file, 1000));
        try (var channel = open(file)) {
            assertEquals(0, channel.size());
            assertEquals(EFBIG, Preallocation.fallocate(file, 1L << 60));
            // An errno that was left behind is not taken for a failure.
            assertEquals(0, Preallocation.fallocate(file, 1000));
            assertEquals(1000, channel.size());
        }
    }

    @Test
    void writesZerosWhereThereIsNoSuchCallAndKeepsWhatIsThere() throws IOException {
        var file = folder.resolve("file");
        try (var channel = open(file)) {
            channel.write(ByteBuffer.wrap("kept".getBytes(UTF_8)), 0);

            Preallocation.zeros(channel, 200_000);

            assertEquals(200_000, channel.size());
            var start = ByteBuffer.allocate(5);
            channel.read(start, 0);
            assertEquals("kept\0", new String(start.array(), UTF_8));
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
