package io.nodebus.compose.plane;

import io.nodebus.compose.box.Box;
import io.nodebus.compose.keep.Running;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A real node that has power: its box, and the relays into it. A relay's socket keeps the node's
/// network namespace alive, so relays are closed before anything waits for the node's end.
final class PoweredNode implements Running {
    private final Box box;
    private final List<AutoCloseable> relays;
    private final CompletableFuture<Void> ended;

    PoweredNode(Box box, List<AutoCloseable> relays) {
        this.box = box;
        this.relays = List.copyOf(relays);
        this.ended = box.ended().thenRun(this::unplug);
    }

    Box box() {
        return box;
    }

    @Override
    public long pid() {
        return box.init();
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void end(Duration patience) throws InterruptedException {
        box.shutDown(patience);
    }

    @Override
    public void kill() {
        box.powerCut();
    }

    private void unplug() {
        for (var relay : relays) {
            try {
                relay.close();
            } catch (Exception e) {
                throw new IllegalStateException("a relay of " + box.name() + " stays open", e);
            }
        }
    }
}
