package io.nodebus.compose.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {
    private static final String NAME = "team/tool:1";

    @TempDir Path folder;

    @Test
    void namesWhatDockerSaved() throws Exception {
        assertEquals(List.of(NAME), names(TestArchives.dockerSave(NAME)));
    }

    @Test
    void namesWhatIsInAnOciArchive() throws Exception {
        assertEquals(List.of(NAME), names(TestArchives.oci(NAME)));
    }

    @Test
    void looksThroughGzip() throws Exception {
        assertEquals(List.of(NAME), names(packed(TestArchives.dockerSave(NAME))));
    }

    @Test
    void refusesWhatIsNoTar() {
        for (var text : List.of("", "FROM scratch", "x".repeat(5000))) {
            assertEquals("it is no tar", refused(text.getBytes(UTF_8)));
        }
    }

    @Test
    void refusesATarOfSomethingElse() {
        assertEquals(
                "it holds neither manifest.json nor index.json",
                refused(TestArchives.somethingElse()));
    }

    @Test
    void refusesImagesWithoutAName() {
        var nameless = TestArchives.dockerSave(new JsonArray());
        assertEquals("none of its images has a name", refused(nameless));
    }

    @Test
    void saysWhereAnArchiveIsCutOff() throws Exception {
        var whole = TestArchives.dockerSave(NAME);
        var middle = refused(Arrays.copyOf(whole, 3000));
        assertTrue(middle.matches("it is cut off: .*/layer.tar is not whole"), middle);
        assertEquals(
                "it is cut off: what follows manifest.json is missing",
                refused(Arrays.copyOf(whole, whole.length - 1024)));
        var packed = packed(whole);
        assertTrue(refused(Arrays.copyOf(packed, packed.length / 2)).startsWith("it is cut off"));
    }

    @Test
    void refusesATableThatIsNone() {
        var table = new Tar().file("index.json", 0644, "{".getBytes(UTF_8)).bytes();
        assertTrue(refused(table).startsWith("its table of contents cannot be read"));
    }

    @Test
    void refusesWhatOnlyOthersCanUnpack() {
        var zstd = new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0};
        assertEquals("it is packed by zstd: unpack it first with zstd -d", refused(zstd));
    }

    private List<String> names(byte[] archive) throws IOException {
        return ImageArchive.names(Files.write(folder.resolve("a.tar"), archive));
    }

    /// Why.
    private String refused(byte[] archive) {
        var bad = assertThrows(BadArchive.class, () -> names(archive));
        var message = String.valueOf(bad.getMessage());
        var begin = folder.resolve("a.tar") + " is no docker save or OCI archive: ";
        var end = "; make one with docker save NAME:TAG -o FILE";
        assertTrue(message.startsWith(begin) && message.endsWith(end), message);
        return message.substring(begin.length(), message.length() - end.length());
    }

    private static byte[] packed(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
