package io.nodebus.compose.tools;

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
}
