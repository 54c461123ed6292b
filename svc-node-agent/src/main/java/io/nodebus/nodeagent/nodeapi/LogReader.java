package io.nodebus.nodeagent.nodeapi;

import io.nodebus.nodeagent.logformat.LogRequest;
import io.nodebus.nodeagent.logformat.LogSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// Reads a container's log into a sink and blocks until that is done.
@FunctionalInterface
public interface LogReader {
    /// @throws java.nio.file.NoSuchFileException when there is no log, before the sink was begun
    void read(Path log, LogRequest request, BooleanSupplier running, LogSink sink)
            throws IOException;
}
