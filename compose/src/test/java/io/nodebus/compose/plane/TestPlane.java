package io.nodebus.compose.plane;

import io.nodebus.compose.build.Build;
import io.nodebus.compose.place.PlaneDir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A plane for a test: the same machinery, in a folder of its own. Runs from the packaged build
/// when there is one.
public final class TestPlane implements AutoCloseable {
    private static final Path PACKAGED = Path.of("target/app").toAbsolutePath();

    private final Path folder;
    private final Plane plane;

    private TestPlane(Path folder, Plane plane) {
        this.folder = folder;
        this.plane = plane;
    }

    /// @param nodes `2`, `sim:2`
    public static TestPlane up(String nodes) throws IOException, InterruptedException {
        return up(options(Files.createTempDirectory("plane"), nodes));
    }

    static TestPlane up(UpOptions options) throws IOException, InterruptedException {
        var folder = options.dir().path();
        try {
            return new TestPlane(folder, Plane.up(options, new Silence()).plane());
        } catch (IOException | InterruptedException | RuntimeException e) {
            Plane.down(options.dir(), System.getenv(), new Silence());
            Files.deleteIfExists(folder);
            throw e;
        }
    }

    static UpOptions options(Path folder, String nodes) {
        return new UpOptions(
                new PlaneDir(folder),
                NodeCount.of(nodes),
                Optional.empty(),
                Optional.empty(),
                Files.exists(PACKAGED.resolve("nodebus.jar"))
                        ? Build.of(PACKAGED)
                        : Build.ofThisProcess(),
                System.getenv());
    }

    public Plane plane() {
        return plane;
    }

    @Override
    public void close() throws IOException {
        try {
            Plane.down(plane.dir(), System.getenv(), new Silence());
            Files.deleteIfExists(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Remembers what it is told.
    static final class Silence implements Progress {
        final List<String> said = new CopyOnWriteArrayList<>();

        @Override
        public void doing(String what) {
            said.add(what);
        }

        @Override
        public void done(String what, Duration since) {
            said.add(what);
        }
    }
}
