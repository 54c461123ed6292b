package io.nodebus.compose.box;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The cgroup hierarchies of this machine, of both versions.
///
/// @param roots where they are mounted
public record Cgroups(List<Path> roots) {
    private static final Duration LOOK = Duration.ofMillis(20);

    public Cgroups {
        roots = List.copyOf(roots);
    }

    public static Cgroups ofThisMachine() {
        try (var mounts = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return new Cgroups(
                    mounts.filter(line -> line.contains(" - cgroup"))
                            .map(line -> Path.of(line.split(" ", 6)[4]))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Where a cgroup of this name exists.
    public List<Path> named(String name) {
        return roots.stream().map(root -> root.resolve(name)).filter(Files::isDirectory).toList();
    }

    /// Removes a cgroup and those in it, deepest first, in every hierarchy. What is in them must
    /// have been killed; the kernel may need a moment to see it off.
    ///
    /// @throws IllegalStateException when one is still in use after that
    public void remove(String name, Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        while (!named(name).stream().allMatch(Cgroups::removed)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("still in use: " + named(name));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static boolean removed(Path cgroup) {
        try (var inside = Files.walk(cgroup)) {
            for (var folder :
                    inside.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(folder);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false; // a container's own cgroup went while we looked: look again
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (FileSystemException e) {
            return false; // EBUSY: a process is on its way out
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
