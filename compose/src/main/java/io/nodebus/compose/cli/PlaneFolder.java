package io.nodebus.compose.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/// Where a plane lives when nobody says: root's in `/var/lib`, anybody else's at home.
final class PlaneFolder {
    private static final Path ROOTS = Path.of("/var/lib/nodebus/default");

    private PlaneFolder() {}

    static Path standard() {
        var said = System.getenv("NODEBUS_DIR");
        if (said != null && !said.isEmpty()) {
            return Path.of(said).toAbsolutePath().normalize();
        }
        var own = Path.of(System.getProperty("user.home"), ".local/share/nodebus/default");
        // Under sudo a plane belongs to root's folder and its token to the caller, who may ask it
        // without sudo.
        return isRoot() || !Files.exists(own) && Files.exists(ROOTS.resolve("plane.json"))
                ? ROOTS
                : own;
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
