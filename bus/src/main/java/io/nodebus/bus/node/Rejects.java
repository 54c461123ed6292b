package io.nodebus.bus.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.journal.JournalRecord;
import io.nodebus.bus.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records the bus behind refused for good, one JSON object a line, for whoever wants to know why.
/// Bounded: once the file is full they are only counted. Used on the scribe's thread.
final class Rejects {
    private static final Logger LOG = LoggerFactory.getLogger(Rejects.class);

    private final Path file;
    private final long mostBytes;

    Rejects(Path file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    void add(JournalRecord record, String because) {
        LOG.atWarn()
                .addKeyValue("topic", record.topic())
                .addKeyValue("key", record.key())
                .addKeyValue("because", because)
                .log("the bus refused a record for good");
        var line = line(record, because);
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            if (channel.size() + line.remaining() <= mostBytes) {
                channel.write(line);
            }
        } catch (IOException e) {
            // Not even this may need free disk: the record was counted and logged.
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("because", e.toString())
                    .log("refused records cannot be kept");
        }
    }

    private static ByteBuffer line(JournalRecord record, String because) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("because", because);
        tree.put("topic", record.topic());
        tree.put("key", record.key());
        tree.put("id", record.stamp().id());
        tree.put("at", record.at().toString());
        tree.put("type", record.type());
        tree.put("value", UTF_8.decode(record.value().duplicate()).toString());
        var json = Json.write(tree);
        return ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    }
}
