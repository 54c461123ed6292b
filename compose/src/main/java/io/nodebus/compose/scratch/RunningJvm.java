package io.nodebus.compose.scratch;

import io.nodebus.compose.build.Jvm;
import io.nodebus.compose.plane.Plane;
import io.nodebus.compose.process.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The JVMs of a plane, as the host sees them.
public final class RunningJvm {
    private RunningJvm() {}

    /// The first of this kind.
    ///
    /// @throws IllegalStateException when none runs
    public static long pid(Plane plane, Jvm jvm) {
        return new Mark(plane.dir().path())
                .bearers().stream()
                        .filter(process -> process.info().command().orElse("").endsWith("/java"))
                        .map(ProcessHandle::pid)
                        .filter(pid -> words(pid).contains(jvm.main()))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalStateException("no process runs " + jvm.main()));
    }

    /// All of them; a `ProcessHandle` cuts long command lines off.
    private static List<String> words(long pid) {
        try {
            return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0", -1));
        } catch (IOException e) {
            return List.of(); // it has just ended
        }
    }
}
