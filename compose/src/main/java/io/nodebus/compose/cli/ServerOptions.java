package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.place.CallingUser;
import io.nodebus.compose.place.PlaneDir;
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

    Path folder() {
        return dir().path();
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
