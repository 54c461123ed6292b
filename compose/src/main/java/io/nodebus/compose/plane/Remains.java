package io.nodebus.compose.plane;

import io.nodebus.compose.box.Cgroups;
import io.nodebus.compose.box.LoopDevices;
import io.nodebus.compose.place.CallingUser;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.tools.Toolbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// What is left of a plane whose supervisor is gone. Found by what cannot lie: the mark its
/// processes inherited, the file behind a loop device, the name of a cgroup.
final class Remains {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(20);

    /// What a plane makes in its folder; anything else in there is not ours to remove.
    private static final List<String> OURS =
            List.of(
                    "plane.json",
                    ".plane.json.new",
                    "build",
                    "broker",
                    "nodes",
                    "images",
                    "log",
                    "certs.d",
                    "admin.token",
                    "node.token",
                    "fleet.key",
                    "api",
                    "ca.crt",
                    "ca.key",
                    "api.crt",
                    "api.key",
                    "simulation",
                    "example.applied",
                    "epoch");

    private final PlaneDir dir;
    private final Mark mark;
    private final Toolbox tools;
    private final Map<String, String> env;

    Remains(PlaneDir dir, Toolbox tools, Map<String, String> env) {
        this.dir = dir;
        this.mark = new Mark(dir.path());
        this.tools = tools;
        this.env = env;
    }

    /// What there is, a line each; nothing when the plane is gone.
    List<String> list() {
        var remains = new ArrayList<String>();
        mark.bearers().forEach(process -> remains.add("process " + process.pid()));
        LoopDevices.behind(dir.path()).forEach(device -> remains.add("loop device " + device));
        Cgroups.ofThisMachine()
                .named(dir.cgroup())
                .forEach(cgroup -> remains.add("cgroup " + cgroup));
        OURS.stream()
                .map(name -> dir.path().resolve(name))
                .filter(Files::exists)
                .forEach(file -> remains.add("file " + file));
        if (Files.exists(dir.path().resolve(PlaneLock.NAME))) {
            remains.add("file " + dir.path().resolve(PlaneLock.NAME));
        }
        if (Files.exists(dir.sockets(env))) {
            remains.add("folder " + dir.sockets(env));
        }
        return remains;
    }

    /// Ends every process and gives back what the kernel holds. The folder stays.
    void clear() {
        killAll();
        LoopDevices.awaitFree(dir.path(), PATIENCE, tools);
        if (CallingUser.isRoot()) {
            Cgroups.ofThisMachine().remove(dir.cgroup(), PATIENCE);
        }
        delete(dir.sockets(env));
        removeIfEmpty(dir.sockets(env).resolveSibling(""));
    }

    /// Removes what the plane made in its folder.
    void wipe() {
        OURS.forEach(name -> delete(dir.path().resolve(name)));
    }

    /// Removes the lock, when nobody holds it any more, and the folder when nothing else is in it.
    void leave() {
        delete(dir.path().resolve(PlaneLock.NAME));
        removeIfEmpty(dir.path());
        var parent = dir.path().getParent();
        if (parent != null && parent.endsWith("nodebus")) {
            removeIfEmpty(parent);
        }
    }

    /// Again and again: one that was being started is seen at the next look.
    private void killAll() {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var left = mark.bearers();
        while (!left.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("cannot be killed: " + left);
            }
            left.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(LOOK.toNanos());
            left = mark.bearers();
        }
    }

    private static void delete(Path path) {
        try (var inside = Files.walk(path)) {
            for (var file : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // it was not there
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            // others live here
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
