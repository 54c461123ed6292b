package io.nodebus.compose.tools;

import java.nio.file.Path;
import java.util.List;

/// Tools are missing; the message says which and how to get them.
public final class ToolMissing extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ToolMissing(List<Tool> tools, Path cache) {
        super(Remedy.line(tools, cache));
    }
}
