package io.nodebus.bus.logging;

import io.nodebus.bus.settings.Setting;

/// What is logged, and how.
public record LogSettings(
        @Setting(
                        key = "log-level",
                        value = "Info",
                        help = "Least level that is logged: Error, Warn, Info, Debug or Trace.")
                Level level,
        @Setting(
                        key = "log-format",
                        value = "Auto",
                        help = "Text, Json, or Auto: text on a terminal, JSON otherwise.")
                Format format) {
    public enum Level {
        Error,
        Warn,
        Info,
        Debug,
        Trace
    }

    public enum Format {
        Auto,
        Text,
        Json
    }
}
