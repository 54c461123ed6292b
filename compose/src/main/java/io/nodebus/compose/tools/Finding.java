package io.nodebus.compose.tools;

import java.nio.file.Path;
import java.util.List;

/// One thing `doctor` looked at.
public sealed interface Finding {
    /// What was looked at: a program's name, `cgroups`, `disk`...
    String subject();

    /// What was seen.
    String detail();

    /// As it should be.
    record Sound(String subject, String detail) implements Finding {}

    /// Works, but otherwise than on most machines.
    record Reduced(String subject, String detail) implements Finding {}

    /// Real nodes cannot run.
    ///
    /// @param remedy what a person can do about it
    record Lacking(String subject, String detail, String remedy) implements Finding {}

    /// A program that real nodes need is not there.
    ///
    /// @param cache where it may be unpacked to
    record Absent(Tool tool, Path cache) implements Finding {
        @Override
        public String subject() {
            return tool.program();
        }

        @Override
        public String detail() {
            return "not found, " + tool.purpose();
        }

        public String remedy() {
            return Remedy.command(List.of(tool), cache);
        }
    }
}
