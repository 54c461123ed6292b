package io.nodebus.compose.plane;

import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.tools.Supplies;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Carries out `down`.
final class PlaneEnd {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final PlaneDir dir;
    private final Progress progress;
    private final Remains remains;

    PlaneEnd(PlaneDir dir, Progress progress, Map<String, String> env) {
        this.dir = dir;
        this.progress = progress;
        var tools = Supplies.usual(env, _ -> {}).look(env.getOrDefault("PATH", ""));
        this.remains = new Remains(dir, tools, env);
    }

    /// Says whether there was anything.
    boolean carryOut() throws IOException, InterruptedException {
        if (remains.list().isEmpty()) {
            return false;
        }
        if (Files.exists(dir.path()) && !Files.isWritable(dir.path())) {
            throw new UpRefused(
                    "the plane in %s is not yours: sudo ./nodebus down".formatted(dir.path()));
        }
        try (var _ = PlaneLock.of(dir)) {
            var began = System.nanoTime();
            progress.doing("ending plane " + dir.plane());
            if (isOnOthersBroker()) {
                stopSupervisor();
            }
            remains.clear();
            remains.wipe();
            progress.done("gone", Duration.ofNanos(System.nanoTime() - began));
        }
        remains.leave();
        return true;
    }

    /// What is said and not yet sent would be missed there. Of a plane with a broker of its own
    /// nothing is left that an orderly end could be good for: it is killed, which is ten times
    /// faster.
    private boolean isOnOthersBroker() {
        return PlaneFile.read(dir.file()).filter(PlaneFile::external).isPresent();
    }

    /// In order when it still can; who does not listen is killed with the rest.
    private void stopSupervisor() throws InterruptedException {
        var supervisor =
                PlaneFile.read(dir.file())
                        .map(file -> file.pid("supervisor"))
                        .filter(new Mark(dir.path())::isBorneBy)
                        .flatMap(ProcessHandle::of);
        if (supervisor.isEmpty() || !supervisor.get().destroy()) {
            return;
        }
        try {
            supervisor.get().onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            progress.doing("the supervisor does not end, it is killed");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
