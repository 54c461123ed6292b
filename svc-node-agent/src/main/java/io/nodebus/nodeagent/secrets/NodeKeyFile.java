package io.nodebus.nodeagent.secrets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import io.nodebus.bus.seal.NodeKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// The file with the node's private key, readable to its owner only. It is made once; without it
/// the Secrets sent to this node have to be sealed anew.
public final class NodeKeyFile {
    private static final String NAME = "node.key";

    private NodeKeyFile() {}

    /// Reads the key of a node, or makes it. A file that is there is there whole.
    ///
    /// @throws IllegalArgumentException when there is a file and no key in it
    public static NodeKey in(Path folder) throws IOException {
        var file = folder.resolve(NAME);
        if (Files.exists(file)) {
            try {
                return NodeKey.of(Files.readString(file, US_ASCII).strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        file + " holds no key of a node: remove it, and one is made", e);
            }
        }
        Files.createDirectories(folder);
        var key = NodeKey.generate();
        var draft = folder.resolve(NAME + ".new");
        Files.deleteIfExists(draft);
        write(draft, key.privateKey());
        Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
        return key;
    }

    private static void write(Path file, String text) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), ownerOnly)) {
            var bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
