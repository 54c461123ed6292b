package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Server;
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
        return folder == null ? PlaneFolder.standard() : folder.toAbsolutePath().normalize();
    }

    Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }

    ApiClient connect() {
        return new ApiClient(Server.ofPlane(folder()), timeout());
    }
}
