package io.nodebus.compose.plane;

import io.nodebus.compose.box.Box;
import io.nodebus.compose.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// Puts an archive (`docker save`, or an OCI layout as tar) into a node's containerd. The CRI hears
/// of it by an event of its own, a moment later: an image is there when the CRI has labelled it.
final class ImageLoad {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(25);
    private static final Pattern IMPORTED = Pattern.compile("(?m)^unpacking (\\S+) ");
    private static final String KNOWN = "io.cri-containerd.image=managed";

    private ImageLoad() {}

    /// Returns the names of what was loaded.
    ///
    /// @throws IllegalStateException when the CRI does not take notice
    static List<String> into(List<String> entrance, String searchPath, Path archive) {
        var ctr =
                Program.of("ctr", "-n", "k8s.io", "images")
                        .under(entrance)
                        .with("PATH", searchPath);
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

    static List<String> into(Box box, String searchPath, Path archive) {
        return into(box.entrance(), searchPath, archive);
    }
}
