package io.nodebus.compose.cli;

import java.io.PrintWriter;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Standard output is for results, standard error for everything said along the way.
final class Console {
    private Console() {}

    static PrintWriter out(@Nullable CommandSpec spec) {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    static void progress(String line) {
        System.err.println(line);
    }

    static void complain(String line) {
        System.err.println(line);
    }

    /// The verb was asked wrongly: exit code 2, with the usage.
    static ParameterException wrong(@Nullable CommandSpec spec, String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
