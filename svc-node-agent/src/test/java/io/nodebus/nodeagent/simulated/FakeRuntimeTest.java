package io.nodebus.nodeagent.simulated;

import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.nodebus.nodeagent.runtime.RuntimeContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The contract on the fake, at the wall's time and with exits admitted as late as containerd's.
class FakeRuntimeTest extends RuntimeContract {
    private static final Pace LATE =
            new Pace(
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofMillis(48));

    private final WallTimetable time = new WallTimetable();
    private final Path folder;
    private final FakeRuntime runtime;

    FakeRuntimeTest(@TempDir Path folder) {
        this.folder = folder;
        runtime =
                new FakeRuntime(
                        "n1",
                        "10.64.7.0/24",
                        time,
                        LATE,
                        FakeLog.filesUnder(folder),
                        Registry.EVERYTHING);
        runtime.load(busybox());
    }

    @AfterEach
    void stopTime() {
        time.close();
    }

    @Override
    public ContainerRuntime runtime() {
        return runtime;
    }

    @Override
    public final String busybox() {
        return "localhost/nodebus/busybox:1";
    }

    @Override
    public Path seen(String path) {
        return Path.of(folder.toString(), path);
    }

    @Override
    public String cgroup() {
        return "/n1";
    }
}
