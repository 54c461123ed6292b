package io.nodebus.nodeagent.box;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Two images made of one static busybox, as an OCI archive: one to be the pause container, one to
/// run tests in.
final class BusyboxImages {
    static final String PAUSE = "localhost/nodebus/pause:1";
    static final String BUSYBOX = "localhost/nodebus/busybox:1";

    private static final List<String> APPLETS =
            List.of(
                    "sh",
                    "sleep",
                    "cat",
                    "echo",
                    "true",
                    "false",
                    "tail",
                    "kill",
                    "nc",
                    "id",
                    "ls",
                    "hostname",
                    "wc",
                    "dd",
                    "ps",
                    "wget",
                    "head",
                    "seq",
                    "date",
                    "httpd");

    private final Tar archive = new Tar();
    private final List<String> index = new ArrayList<>();

    private BusyboxImages() {}

    static byte[] archive(byte[] busybox) {
        var images = new BusyboxImages();
        images.archive.folder("blobs").folder("blobs/sha256");
        var layer = images.blob("application/vnd.oci.image.layer.v1.tar", layer(busybox));
        images.add(PAUSE, layer, "\"/bin/sleep\",\"infinity\"");
        images.add(BUSYBOX, layer, "\"/bin/sh\"");
        return images.archive
                .file("oci-layout", 0644, "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(UTF_8))
                .file("index.json", 0644, images.index().getBytes(UTF_8))
                .bytes();
    }

    private static byte[] layer(byte[] busybox) {
        var layer = new Tar().folder("bin").folder("tmp").file("bin/busybox", 0755, busybox);
        APPLETS.forEach(applet -> layer.link("bin/" + applet, "busybox"));
        return layer.bytes();
    }

    private void add(String name, Blob layer, String command) {
        var config =
                blob(
                        "application/vnd.oci.image.config.v1+json",
                        """
                        {"architecture":"amd64","os":"linux",\
                        "config":{"Cmd":[%s],"Env":["PATH=/bin"]},\
                        "rootfs":{"type":"layers","diff_ids":["%s"]}}\
                        """
                                .formatted(command, layer.digest)
                                .getBytes(UTF_8));
        var manifest =
                blob(
                        "application/vnd.oci.image.manifest.v1+json",
                        """
                        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",\
                        "config":{%s},"layers":[{%s}]}\
                        """
                                .formatted(config.descriptor(), layer.descriptor())
                                .getBytes(UTF_8));
        index.add(
                "{%s,\"annotations\":{\"io.containerd.image.name\":\"%s\"}}"
                        .formatted(manifest.descriptor(), name));
    }

    private String index() {
        return "{\"schemaVersion\":2,\"manifests\":[" + String.join(",", index) + "]}";
    }

    private Blob blob(String mediaType, byte[] content) {
        var blob = new Blob(mediaType, sha256(content), content.length);
        archive.file("blobs/sha256/" + blob.digest.substring(7), 0644, content);
        return blob;
    }

    private static String sha256(byte[] content) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(content);
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Blob(String mediaType, String digest, long size) {
        String descriptor() {
            return "\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d"
                    .formatted(mediaType, digest, size);
        }
    }
}
