package io.nodebus.compose.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/// The images every node starts with.
///
/// | image | what it does |
/// |---|---|
/// | `localhost/nodebus/pause:1` | what a sandbox runs |
/// | `localhost/nodebus/busybox:1` | a shell and its tools |
/// | `localhost/nodebus/web:1` | says on port 8080 which pod answers |
public final class StockImages {
    public static final String PAUSE = "localhost/nodebus/pause:1";
    public static final String BUSYBOX = "localhost/nodebus/busybox:1";
    public static final String WEB = "localhost/nodebus/web:1";

    /// What httpd runs for a folder without a page.
    private static final String WHO =
            """
            #!/bin/sh
            printf 'Content-Type: text/plain\\r\\n\\r\\n'
            echo "hello from $(hostname)"
            """;

    private StockImages() {}

    public static List<String> names() {
        return List.of(PAUSE, BUSYBOX, WEB);
    }

    /// All of them in one OCI archive.
    ///
    /// @param busybox the static program
    /// @param applets what it can be called as, with folders: `bin/ls`
    public static byte[] archive(byte[] busybox, List<String> applets) {
        var shell = shell(busybox, applets);
        return OciArchive.of(
                List.of(
                        new LocalImage(PAUSE, List.of(pause()), List.of("/pause"), List.of()),
                        new LocalImage(BUSYBOX, List.of(shell), List.of(), List.of("/bin/sh")),
                        new LocalImage(
                                WEB,
                                List.of(shell, web()),
                                List.of(),
                                List.of("/bin/httpd", "-f", "-p", "8080", "-h", "/www"))));
    }

    private static Layer pause() {
        return new Layer(new Tar().file("pause", 0755, PauseProgram.bytes()));
    }

    private static Layer shell(byte[] busybox, List<String> applets) {
        var tar = new Tar();
        for (var folder :
                List.of("bin", "etc", "root", "sbin", "usr", "usr/bin", "usr/sbin", "var")) {
            tar.folder(folder, 0755);
        }
        tar.folder("tmp", 01777);
        tar.file("etc/passwd", 0644, "root:x:0:0:root:/root:/bin/sh\n".getBytes(UTF_8));
        tar.file("etc/group", 0644, "root:x:0:\n".getBytes(UTF_8));
        tar.file("bin/busybox", 0755, busybox);
        applets.stream()
                .map(applet -> "bin/" + applet.substring(applet.lastIndexOf('/') + 1))
                .filter(path -> !path.equals("bin/busybox"))
                .sorted()
                .distinct()
                .forEach(path -> tar.link(path, "busybox"));
        return new Layer(tar);
    }

    private static Layer web() {
        return new Layer(
                new Tar()
                        .folder("www", 0755)
                        .folder("www/cgi-bin", 0755)
                        .file("www/cgi-bin/index.cgi", 0755, WHO.getBytes(UTF_8)));
    }
}
