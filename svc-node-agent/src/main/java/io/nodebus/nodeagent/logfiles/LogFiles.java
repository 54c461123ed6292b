package io.nodebus.nodeagent.logfiles;

import io.nodebus.nodeagent.logformat.LogRequest;
import io.nodebus.nodeagent.logformat.LogSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// Answers requests for logs from the files.
public final class LogFiles {
    private LogFiles() {}

    /// Writes what is asked for into the sink; returns when there is no more or nobody reads.
    /// Blocks.
    ///
    /// @param log the file the runtime writes to
    /// @param running whether the container still runs; asked only when the request follows
    /// @throws java.nio.file.NoSuchFileException when nothing of this log is there or will come
    public static void read(Path log, LogRequest request, BooleanSupplier running, LogSink sink)
            throws IOException {
        new Reading(log, request, running, sink).all();
    }
}
