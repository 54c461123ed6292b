package io.nodebus.bus.journal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Another process has this journal. Two agents with one memory would be two writers of every key.
public final class JournalHeld extends IOException {
    private static final long serialVersionUID = 1;

    JournalHeld(Path file, @Nullable Throwable cause) {
        super(
                "journal "
                        + file
                        + " is held by another agent: stop it, or give this one a journal of its"
                        + " own",
                cause);
    }
}
