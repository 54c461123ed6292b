package io.nodebus.compose.process;

import java.util.List;

/// A program did not do what it was run for. The message has its command line and its last words.
public final class ProgramFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProgramFailed(List<String> command, Program.Outcome outcome) {
        this(command, "ended with %d: %s".formatted(outcome.code(), words(outcome)));
    }

    ProgramFailed(List<String> command, String what) {
        super(String.join(" ", command) + " " + what);
    }

    private static String words(Program.Outcome outcome) {
        var err = outcome.err().strip();
        return err.isEmpty() ? outcome.out().strip() : err;
    }
}
