package io.nodebus.compose.keep;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Something that runs until it ends.
public interface Running {
    long pid();

    /// Completes when it has ended, whatever the reason.
    CompletableFuture<Void> ended();

    /// Ends it in order, or otherwise when the time is up. Returns when it has ended.
    void end(Duration patience) throws InterruptedException;

    /// Ends it at once. Returns when it has ended.
    void kill() throws InterruptedException;
}
