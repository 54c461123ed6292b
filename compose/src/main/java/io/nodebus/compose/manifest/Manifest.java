package io.nodebus.compose.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/// Reads manifest files.
public final class Manifest {
    /// One document as text may be this long; svc-api refuses objects above 900 KiB as encoded.
    static final int LARGEST_FILE_BYTES = 16 << 20;

    private static final int MOST_ALIASES = 50;

    private Manifest() {}

    /// All documents of a file, or of standard input when it is `-`.
    ///
    /// @throws BadManifest naming file and line
    public static List<Document> read(String file, InputStream standardInput) {
        try {
            return parse(file, "-".equals(file) ? bounded(file, standardInput) : bytes(file));
        } catch (NoSuchFileException e) {
            throw new BadManifest(file, 1, "no such file");
        } catch (IOException e) {
            throw new BadManifest(file, 1, "cannot be read: " + e.getMessage());
        }
    }

    private static byte[] bytes(String file) throws IOException {
        var path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new BadManifest(file, 1, "is a folder, give a file");
        }
        try (var in = Files.newInputStream(path)) {
            return bounded(file, in);
        }
    }

    private static byte[] bounded(String file, InputStream in) throws IOException {
        var bytes = in.readNBytes(LARGEST_FILE_BYTES + 1);
        if (bytes.length > LARGEST_FILE_BYTES) {
            throw new BadManifest(
                    file, 1, "is larger than %d MiB".formatted(LARGEST_FILE_BYTES >> 20));
        }
        return bytes;
    }

    static List<Document> parse(String file, byte[] bytes) {
        var settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setAllowDuplicateKeys(false)
                        .setAllowRecursiveKeys(false)
                        .setMaxAliasesForCollections(MOST_ALIASES)
                        .setCodePointLimit(LARGEST_FILE_BYTES)
                        .build();
        var documents = new ArrayList<Document>();
        try {
            for (var node : new Compose(settings).composeAllFromString(text(file, bytes))) {
                var reading = new TreeBuilder(file, settings);
                if (reading.isEmpty(node)) {
                    continue;
                }
                if (!(node instanceof MappingNode mapping)) {
                    throw new BadManifest(
                            file,
                            TreeBuilder.line(node),
                            "a manifest is an object, as in `kind: Pod`");
                }
                documents.add(reading.document(mapping));
            }
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new BadManifest(file, line, e.getProblem());
        } catch (YamlEngineException e) {
            throw new BadManifest(file, 1, String.valueOf(e.getMessage()));
        }
        return documents;
    }

    private static String text(String file, byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new BadManifest(file, 1, "is not UTF-8 text");
        }
    }
}
