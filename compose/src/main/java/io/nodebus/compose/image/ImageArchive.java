package io.nodebus.compose.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// What `docker save`, `podman save` and OCI tools write: a tar, perhaps through gzip, with a
/// `manifest.json` or an `index.json`. Looked through before it goes to a node, so that who gave
/// the wrong file is told what is wrong with it, and not what containerd makes of it.
public final class ImageArchive {
    private static final String DOCKER = "manifest.json";
    private static final String OCI = "index.json";
    private static final String HOW = "make one with docker save NAME:TAG -o FILE";
    private static final int LONGEST_TABLE = 4 << 20;
    private static final int GZIP = 0x1f8b;
    private static final int ZSTD = 0x28b5;

    private final Path file;
    private @Nullable JsonArray docker;
    private @Nullable JsonArray oci;

    private ImageArchive(Path file) {
        this.file = file;
    }

    /// The names of the images in there.
    ///
    /// @throws BadArchive when there are none
    /// @throws IOException when the file cannot be read
    public static List<String> names(Path file) throws IOException {
        var archive = new ImageArchive(file);
        try (var in = archive.open()) {
            archive.lookThrough(in);
        } catch (EOFException | ZipException e) {
            throw archive.bad("it is cut off: %s".formatted(e.getMessage()));
        } catch (NumberFormatException e) {
            throw archive.bad("it is no tar");
        } catch (DecodeException | ClassCastException e) {
            throw archive.bad("its table of contents cannot be read: %s".formatted(e.getMessage()));
        }
        return archive.names();
    }

    /// The tar in the file.
    ///
    /// @throws BadArchive when it is packed in a way only others can unpack
    public static InputStream open(Path file) throws IOException {
        return new ImageArchive(file).open();
    }

    private InputStream open() throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        in.mark(2);
        var magic = in.read() << 8 | in.read();
        in.reset();
        if (magic == ZSTD) {
            in.close();
            throw bad("it is packed by zstd: unpack it first with zstd -d");
        }
        return magic == GZIP ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private void lookThrough(InputStream in) throws IOException {
        for (var entry = first(in); entry.isPresent(); ) {
            var it = entry.get();
            switch (it.name()) {
                case DOCKER -> docker = new JsonArray(text(in, it));
                case OCI -> oci = new JsonObject(text(in, it)).getJsonArray("manifests");
                default -> skip(in, it, it.room());
            }
            entry = next(in, "what follows " + it.name());
        }
    }

    private static Optional<TarEntry> first(InputStream in) throws IOException {
        var head = in.readNBytes(TarEntry.BLOCK);
        if (head.length < TarEntry.BLOCK) {
            throw new NumberFormatException("shorter than the head of a tar");
        }
        return Optional.of(TarEntry.of(head));
    }

    private static Optional<TarEntry> next(InputStream in, String what) throws IOException {
        var head = in.readNBytes(TarEntry.BLOCK);
        if (head.length < TarEntry.BLOCK) {
            throw new EOFException(what + " is missing");
        }
        return TarEntry.isEnd(head) ? Optional.empty() : Optional.of(TarEntry.of(head));
    }

    private static String text(InputStream in, TarEntry entry) throws IOException {
        if (entry.bytes() > LONGEST_TABLE) {
            throw new DecodeException("%s is too long".formatted(entry.name()));
        }
        var bytes = in.readNBytes((int) entry.bytes());
        skip(in, entry, entry.room() - bytes.length);
        return new String(bytes, UTF_8);
    }

    private static void skip(InputStream in, TarEntry entry, long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException e) {
            throw new EOFException("%s is not whole".formatted(entry.name()));
        }
    }

    private List<String> names() {
        if (docker == null && oci == null) {
            throw bad("it holds neither %s nor %s".formatted(DOCKER, OCI));
        }
        var names = new ArrayList<String>();
        for (var image : objects(docker)) {
            var tags = image.getJsonArray("RepoTags");
            if (tags != null) {
                tags.forEach(tag -> names.add(String.valueOf(tag)));
            }
        }
        if (names.isEmpty()) {
            objects(oci).forEach(image -> named(image).ifPresent(names::add));
        }
        if (names.isEmpty()) {
            throw bad("none of its images has a name");
        }
        return List.copyOf(names);
    }

    private static Optional<String> named(JsonObject image) {
        var annotations = image.getJsonObject("annotations", new JsonObject());
        return Optional.ofNullable(annotations.getString("io.containerd.image.name"))
                .or(() ->
                        Optional.ofNullable(
                                annotations.getString("org.opencontainers.image.ref.name")));
    }

    private static List<JsonObject> objects(@Nullable JsonArray array) {
        return array == null ? List.of() : array.stream().map(JsonObject.class::cast).toList();
    }

    private BadArchive bad(String why) {
        return new BadArchive(
                "%s is no docker save or OCI archive: %s; %s".formatted(file, why, HOW));
    }
}
