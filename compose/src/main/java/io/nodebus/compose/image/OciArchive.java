package io.nodebus.compose.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Several images in one OCI image layout, as a tar: what `ctr images import` and `docker load`
/// read.
final class OciArchive {
    private static final String OCI = "application/vnd.oci.image.";
    private static final String EPOCH = "1970-01-01T00:00:00Z";

    private final SequencedMap<String, byte[]> blobs = new TreeMap<>();
    private final JsonArray manifests = new JsonArray();

    static byte[] of(List<LocalImage> images) {
        var archive = new OciArchive();
        images.forEach(archive::add);
        return archive.bytes();
    }

    private void add(LocalImage image) {
        var layers = new JsonArray();
        var unpacked = new JsonArray();
        for (var layer : image.layers()) {
            var descriptor = blob(OCI + "layer.v1.tar", layer.bytes());
            layers.add(descriptor);
            unpacked.add(descriptor.getString("digest"));
        }
        var config = blob(OCI + "config.v1+json", config(image, unpacked));
        var manifest =
                new JsonObject()
                        .put("schemaVersion", 2)
                        .put("mediaType", OCI + "manifest.v1+json")
                        .put("config", config)
                        .put("layers", layers);
        // containerd takes the first annotation as the whole name, others the second.
        var names =
                new JsonObject()
                        .put("io.containerd.image.name", image.name())
                        .put("org.opencontainers.image.ref.name", image.name());
        manifests.add(
                blob(OCI + "manifest.v1+json", encoded(manifest))
                        .put("platform", platform())
                        .put("annotations", names));
    }

    private static byte[] config(LocalImage image, JsonArray unpacked) {
        var run =
                new JsonObject()
                        .put("Env", new JsonArray().add("PATH=/bin:/sbin:/usr/bin:/usr/sbin"));
        if (!image.entrypoint().isEmpty()) {
            run.put("Entrypoint", new JsonArray(image.entrypoint()));
        }
        if (!image.command().isEmpty()) {
            run.put("Cmd", new JsonArray(image.command()));
        }
        return encoded(
                platform()
                        .put("created", EPOCH)
                        .put("config", run)
                        .put(
                                "rootfs",
                                new JsonObject().put("type", "layers").put("diff_ids", unpacked)));
    }

    private static JsonObject platform() {
        return new JsonObject().put("architecture", "amd64").put("os", "linux");
    }

    private JsonObject blob(String mediaType, byte[] content) {
        var digest = sha256(content);
        blobs.put(digest, content);
        return new JsonObject()
                .put("mediaType", mediaType)
                .put("digest", "sha256:" + digest)
                .put("size", content.length);
    }

    private byte[] bytes() {
        var index =
                new JsonObject()
                        .put("schemaVersion", 2)
                        .put("mediaType", OCI + "index.v1+json")
                        .put("manifests", manifests);
        var tar = new Tar();
        tar.file("oci-layout", 0644, encoded(new JsonObject().put("imageLayoutVersion", "1.0.0")));
        tar.file("index.json", 0644, encoded(index));
        tar.folder("blobs", 0755).folder("blobs/sha256", 0755);
        blobs.forEach((digest, content) -> tar.file("blobs/sha256/" + digest, 0644, content));
        return tar.bytes();
    }

    private static byte[] encoded(JsonObject json) {
        return json.encode().getBytes(UTF_8);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
