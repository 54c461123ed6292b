package io.nodebus.compose.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.stream.Stream;

/// Who sits at the keyboard: under sudo not root but who called it. What people read again, as the
/// token and the cache, belongs to them.
public record CallingUser(int uid, int gid, Path home) {
    /// @param env with `SUDO_UID` and `SUDO_GID` under sudo
    public static CallingUser of(Map<String, String> env) {
        var own = Path.of("/proc/self");
        try {
            var uid = (int) Files.getAttribute(own, "unix:uid");
            var gid = (int) Files.getAttribute(own, "unix:gid");
            if (uid == 0 && env.containsKey("SUDO_UID")) {
                uid = Integer.parseInt(env.getOrDefault("SUDO_UID", "0"));
                gid = Integer.parseInt(env.getOrDefault("SUDO_GID", "0"));
                return new CallingUser(uid, gid, homeOf(uid));
            }
            return new CallingUser(
                    uid, gid, Path.of(env.getOrDefault("HOME", System.getProperty("user.home"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether this process may do what root may.
    public static boolean isRoot() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives them a file, or a folder with all that is in it. Nothing to do for an ordinary user.
    public void own(Path path) {
        if (!isRoot() || uid == 0) {
            return;
        }
        try {
            Files.walkFileTree(
                    path,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            give(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes attributes) throws IOException {
                            give(folder);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void give(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path homeOf(int uid) throws IOException {
        try (Stream<String> users = Files.lines(Path.of("/etc/passwd"))) {
            return users.map(line -> line.split(":", -1))
                    .filter(fields -> fields.length > 5 && fields[2].equals(String.valueOf(uid)))
                    .map(fields -> Path.of(fields[5]))
                    .findFirst()
                    .orElse(Path.of("/"));
        }
    }
}
