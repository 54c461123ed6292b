package io.nodebus.compose.tools;

import io.nodebus.compose.place.CallingUser;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.process.ProgramFailed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Gets missing tools from the distribution's own packages. Two that do so at once take turns.
public final class Supplies {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path cache;
    private final CallingUser user;
    private final Consumer<String> progress;

    /// @param progress told what is being done, a line each
    public Supplies(Path cache, CallingUser user, Consumer<String> progress) {
        this.cache = cache;
        this.user = user;
        this.progress = progress;
    }

    /// With the cache where it usually lies: NODEBUS_TOOLS, else `~/.cache/nodebus/tools`.
    public static Supplies usual(Map<String, String> env, Consumer<String> progress) {
        var user = CallingUser.of(env);
        var own = env.get("NODEBUS_TOOLS");
        var cache = own != null ? Path.of(own) : user.home().resolve(".cache/nodebus/tools");
        return new Supplies(cache.toAbsolutePath(), user, progress);
    }

    /// What is there now.
    public Toolbox look(String path) {
        return Toolbox.look(cache, path);
    }

    /// The toolbox with what could be got. What is still missing then is for `doctor` to say.
    public Toolbox complete(String path) {
        var before = Toolbox.look(cache, path);
        if (before.missing().isEmpty() || !hasApt()) {
            return before;
        }
        try {
            Files.createDirectories(cache);
            try (var channel =
                            FileChannel.open(
                                    cache.resolve(".lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                var missing = Toolbox.look(cache, path).missing();
                if (CallingUser.isRoot()) {
                    install(Remedy.packages(missing, Tool.Way.INSTALLED));
                }
                unpack(Remedy.packages(missing, Tool.Way.UNPACKED));
            } finally {
                user.own(cache);
            }
        } catch (IOException e) {
            progress.accept("cannot unpack into %s: %s".formatted(cache, e));
        } catch (ProgramFailed e) {
            progress.accept(String.valueOf(e.getMessage()));
        }
        return Toolbox.look(cache, path);
    }

    /// Unpacks packages into the cache, whether a tool of ours needs them or not.
    public void unpack(List<String> packages) throws IOException {
        if (packages.isEmpty()) {
            return;
        }
        progress.accept("unpacking %s into %s".formatted(String.join(", ", packages), cache));
        Files.createDirectories(cache);
        var folder = Files.createTempDirectory(cache, "download");
        try {
            fetched("download", packages, folder);
            for (var archive : sorted(folder)) {
                Program.of("dpkg-deb", "-x", archive.toString(), cache.toString()).output();
            }
        } finally {
            for (var file : sorted(folder)) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
    }

    private void install(List<String> packages) {
        if (!packages.isEmpty()) {
            progress.accept("installing " + String.join(", ", packages));
            fetched("install", packages, Path.of("/"));
        }
    }

    /// The lists of a fresh machine are empty: a second try after an update.
    private void fetched(String verb, List<String> packages, Path folder) {
        var command =
                new ArrayList<>(List.of("env", "-C", folder.toString(), "apt-get", "-qq", "-y"));
        command.addAll(List.of("--no-install-recommends", verb));
        command.addAll(packages);
        var apt = Program.of(command).with("DEBIAN_FRONTEND", "noninteractive").within(PATIENCE);
        if (!apt.run().succeeded()) {
            if (CallingUser.isRoot()) {
                Program.of("apt-get", "-qq", "update").within(PATIENCE).run();
            }
            apt.output();
        }
    }

    private static boolean hasApt() {
        return Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
