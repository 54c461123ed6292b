package io.nodebus.compose.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Images of one program that waits, in the forms people bring them.
public final class TestArchives {
    private TestArchives() {}

    /// As OCI tools write it.
    public static byte[] oci(String name) {
        return OciArchive.of(List.of(new LocalImage(name, List.of(layer()), run(), List.of())));
    }

    /// As docker wrote it for ten years: a folder per layer, a table beside them.
    public static byte[] dockerSave(String name) {
        return dockerSave(new JsonArray().add(name));
    }

    static byte[] dockerSave(JsonArray tags) {
        var layer = layer().bytes();
        var config =
                new JsonObject()
                        .put("architecture", "amd64")
                        .put("os", "linux")
                        .put("config", new JsonObject().put("Entrypoint", new JsonArray(run())))
                        .put(
                                "rootfs",
                                new JsonObject()
                                        .put("type", "layers")
                                        .put(
                                                "diff_ids",
                                                new JsonArray().add("sha256:" + digest(layer))))
                        .encode()
                        .getBytes(UTF_8);
        var image =
                new JsonObject()
                        .put("Config", digest(config) + ".json")
                        .put("RepoTags", tags)
                        .put("Layers", new JsonArray().add(digest(layer) + "/layer.tar"));
        return new Tar()
                .folder(digest(layer), 0755)
                .file(digest(layer) + "/VERSION", 0644, "1.0".getBytes(UTF_8))
                .file(digest(layer) + "/layer.tar", 0644, layer)
                .file(digest(config) + ".json", 0644, config)
                .file("manifest.json", 0644, new JsonArray().add(image).encode().getBytes(UTF_8))
                .bytes();
    }

    /// A tar of something else.
    static byte[] somethingElse() {
        return new Tar().file("README", 0644, "no image".getBytes(UTF_8)).bytes();
    }

    private static Layer layer() {
        return new Layer(new Tar().file("wait", 0755, PauseProgram.bytes()));
    }

    private static List<String> run() {
        return List.of("/wait");
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
