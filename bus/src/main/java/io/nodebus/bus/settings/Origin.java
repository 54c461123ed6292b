package io.nodebus.bus.settings;

/// Where a value came from. Earlier ones win.
public sealed interface Origin {
    /// As `config view` shows it.
    String shown();

    record Flag(String flag) implements Origin {
        @Override
        public String shown() {
            return "flag " + flag;
        }
    }

    record Environment(String variable) implements Origin {
        @Override
        public String shown() {
            return "env " + variable;
        }
    }

    record SettingsFile(String path, int line) implements Origin {
        @Override
        public String shown() {
            return path + ":" + line;
        }
    }

    record Default() implements Origin {
        @Override
        public String shown() {
            return "default";
        }
    }
}
