package io.nodebus.nodeagent.simulated;

import java.util.List;

/// What a command turns out to be.
sealed interface Play {
    /// It runs, and after the last step ends with 0.
    record Runs(List<Step> steps) implements Play {
        public Runs {
            steps = List.copyOf(steps);
        }
    }

    record NotFound(String program) implements Play {
        /// In the words of runc.
        String message() {
            var where =
                    program.contains("/")
                            ? "no such file or directory"
                            : "executable file not found in $PATH";
            return "OCI runtime create failed: runc create failed: unable to start container"
                    + " process: exec: \""
                    + program
                    + "\": "
                    + (program.contains("/") ? "stat " + program + ": " : "")
                    + where
                    + ": unknown";
        }
    }
}
