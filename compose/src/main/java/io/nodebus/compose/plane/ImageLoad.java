package io.nodebus.compose.plane;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.nodebus.compose.image.ImageArchive;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Toolbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Puts archives of images into the containerds of a plane. The CRI hears of it by an event of its
/// own, a moment later: an image is there when the CRI has labelled it.
final class ImageLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(25);
    private static final Pattern IMPORTED = Pattern.compile("(?m)^unpacking (\\S+) ");
    private static final String KNOWN = "io.cri-containerd.image=managed";
    private static final String TAR = ".tar";

    private final PlaneDir dir;
    private final Toolbox tools;

    ImageLoad(PlaneDir dir, Toolbox tools) {
        this.dir = dir;
        this.tools = tools;
    }

    /// On every node that has power; those that boot later find it among [#kept]. Answers the names
    /// of what was loaded.
    List<String> everywhere(Path archive, List<PlaneFile.Member> nodes) throws IOException {
        var names = ImageArchive.names(archive);
        Files.createDirectories(dir.images());
        var copy = Files.createTempFile(dir.images(), ".load", "");
        try {
            var name = unpack(archive, copy);
            var mark = new Mark(dir.path());
            for (var node : nodes) {
                if (mark.isBorneBy(node.init())) {
                    names = into(PlaneNode.entrance(tools, node.init()), copy);
                }
            }
            Files.move(copy, dir.images().resolve(name), ATOMIC_MOVE, REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(copy);
        }
        return names;
    }

    /// Returns what to keep it as. By content: two files of one name do not drive each other out.
    private static String unpack(Path archive, Path to) throws IOException {
        try (var in = new DigestInputStream(ImageArchive.open(archive), sha256());
                var out = Files.newOutputStream(to)) {
            in.transferTo(out);
            return HexFormat.of().formatHex(in.getMessageDigest().digest(), 0, 8) + TAR;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// What every node of the plane has, oldest names first.
    List<Path> kept() throws IOException {
        try (Stream<Path> archives = Files.list(dir.images())) {
            return archives.filter(file -> file.toString().endsWith(TAR)).sorted().toList();
        }
    }

    /// Returns the names of what was loaded.
    ///
    /// @param entrance what has to stand before a command to run it in the node
    /// @throws IllegalStateException when the CRI does not take notice
    List<String> into(List<String> entrance, Path archive) {
        var ctr =
                Program.of("ctr", "-n", "k8s.io", "images")
                        .under(entrance)
                        .with("PATH", tools.searchPath());
        var said = ctr.and("import", archive.toString()).within(PATIENCE).output();
        var names = IMPORTED.matcher(said).results().map(found -> found.group(1)).toList();
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var name : names) {
            while (!ctr.and("ls", "name==" + name).output().contains(KNOWN)) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("the CRI does not see " + name);
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
        return names;
    }
}
