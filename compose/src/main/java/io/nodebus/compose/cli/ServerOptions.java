package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.place.CallingUser;
import io.nodebus.compose.place.PlaneDir;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which plane a verb talks to.
final class ServerOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Folder of the plane (default: $$NODEBUS_DIR, else /var/lib/nodebus/default as"
                            + " root and ~/.local/share/nodebus/default as another user).")
    private @Nullable Path folder;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for an answer (default: ${DEFAULT-VALUE} s).")
    private long timeoutSeconds;

    /// Where the plane is that is asked. One that was started under sudo is root's, but its token
    /// is the caller's: they ask without sudo.
    Path folder() {
        var own = dir();
        var roots = PlaneDir.ofRoot();
        return isGiven() || Files.exists(own.file()) || !Files.isReadable(roots.adminToken())
                ? own.path()
                : roots.path();
    }

    private boolean isGiven() {
        return folder != null || !System.getenv().getOrDefault("NODEBUS_DIR", "").isEmpty();
    }

    PlaneDir dir() {
        return folder == null ? standard() : new PlaneDir(folder);
    }

    private static PlaneDir standard() {
        var said = System.getenv("NODEBUS_DIR");
        return said == null || said.isEmpty()
                ? PlaneDir.usual(CallingUser.of(System.getenv()))
                : new PlaneDir(Path.of(said));
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    ApiClient connect() {
        return new ApiClient(Server.ofPlane(folder()), timeout());
    }
}
