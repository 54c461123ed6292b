package io.nodebus.compose.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.process.Program;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockImagesTest {
    private static final byte[] SHELL = "not really a program".getBytes(UTF_8);
    private static final List<String> APPLETS = List.of("bin/ls", "usr/bin/[", "sbin/ip");

    @TempDir Path folder;

    @Test
    void areTheSameBytesEachTime() {
        assertArrayEquals(StockImages.archive(SHELL, APPLETS), StockImages.archive(SHELL, APPLETS));
    }

    @Test
    void areNamedInTheIndex() throws Exception {
        unpack(StockImages.archive(SHELL, APPLETS));
        var names = new ArrayList<String>();
        for (var manifest : json("index.json").getJsonArray("manifests")) {
            names.add(
                    ((JsonObject) manifest)
                            .getJsonObject("annotations")
                            .getString("io.containerd.image.name"));
        }
        assertEquals(StockImages.names(), names);
    }

    @Test
    void areFoundUnderTheDigestsOfTheirContent() throws Exception {
        unpack(StockImages.archive(SHELL, APPLETS));
        try (var blobs = Files.list(folder.resolve("blobs/sha256"))) {
            for (var blob : blobs.toList()) {
                var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(blob));
                assertEquals(HexFormat.of().formatHex(digest), blob.getFileName().toString());
            }
        }
    }

    @Test
    void callTheShellByEachOfItsNames() throws Exception {
        unpack(StockImages.archive(SHELL, APPLETS));
        var listed = new ArrayList<String>();
        try (var blobs = Files.list(folder.resolve("blobs/sha256"))) {
            for (var blob : blobs.toList()) {
                var outcome = Program.of("tar", "-tvf", blob.toString()).run();
                listed.addAll(outcome.out().lines().toList());
            }
        }
        for (var link : List.of("bin/ls -> busybox", "bin/[ -> busybox", "bin/ip -> busybox")) {
            assertTrue(listed.stream().anyMatch(line -> line.endsWith(link)), link);
        }
    }

    private void unpack(byte[] archive) throws IOException {
        var file = Files.write(folder.resolve("images.tar"), archive);
        Program.of("tar", "-xf", file.toString(), "-C", folder.toString()).output();
    }

    private JsonObject json(String name) throws IOException {
        return new JsonObject(Files.readString(folder.resolve(name)));
    }
}
