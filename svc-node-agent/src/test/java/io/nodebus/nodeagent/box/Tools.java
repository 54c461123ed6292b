package io.nodebus.nodeagent.box;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where containerd, runc, the CNI plugins and busybox are: on the PATH, or unpacked (never
/// installed) from Debian's packages into a cache that several builds may share.
public final class Tools {
    private final Path cache;

    private Tools(Path cache) {
        this.cache = cache;
    }

    public static Tools here() {
        var own = Optional.ofNullable(System.getenv("NODEBUS_TOOLS")).map(Path::of);
        return new Tools(
                own.orElseGet(
                        () -> Path.of(System.getProperty("user.home"), ".cache/nodebus/tools")));
    }

    public Path folder() {
        return cache;
    }

    /// The program, fetched when it is not there. `program` is a path inside the package.
    public Path find(String debianPackage, String program) {
        var name = Path.of(program).getFileName().toString();
        return onPath(name).orElseGet(() -> fetch(debianPackage, program));
    }

    /// The program out of the package, whatever is on the PATH.
    public Path fetch(String debianPackage, String program) {
        return unpacked(debianPackage).resolve(program);
    }

    public Path cniPlugins() {
        var host = Path.of("/usr/lib/cni");
        return Files.exists(host.resolve("ptp"))
                ? host
                : unpacked("containernetworking-plugins").resolve("usr/lib/cni");
    }

    private static Optional<Path> onPath(String name) {
        for (var folder :
                Optional.ofNullable(System.getenv("PATH"))
                        .orElse("")
                        .split(File.pathSeparator, -1)) {
            var candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /// One process at a time unpacks; the mark is written last, so a broken attempt is repeated.
    private Path unpacked(String debianPackage) {
        try {
            Files.createDirectories(cache);
            try (var channel =
                            FileChannel.open(
                                    cache.resolve(".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                var mark = cache.resolve("." + debianPackage + ".unpacked");
                if (!Files.exists(mark)) {
                    unpack(debianPackage);
                    Files.createFile(mark);
                }
            }
            return cache;
        } catch (IOException unwritable) {
            throw new IllegalStateException("cannot fill the tool cache " + cache, unwritable);
        }
    }

    private void unpack(String debianPackage) throws IOException {
        var folder = Files.createTempDirectory("nodebus-deb");
        try {
            Shell.run(folder, List.of("apt-get", "-qq", "download", debianPackage));
            for (var archive : list(folder)) {
                Shell.run(folder, List.of("dpkg-deb", "-x", archive.toString(), cache.toString()));
            }
        } finally {
            for (var archive : list(folder)) {
                Files.delete(archive);
            }
            Files.delete(folder);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return new ArrayList<>(files.toList());
        }
    }
}
