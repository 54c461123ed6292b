package io.nodebus.compose.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "A completion script for bash and zsh: source <(./nodebus completion).")
final class Completion implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    /// One script serves both.
    private enum Shell {
        bash,
        zsh
    }

    @Parameters(
            paramLabel = "SHELL",
            arity = "0..1",
            defaultValue = "bash",
            description = "bash or zsh: one script serves both.")
    private Shell shell = Shell.bash;

    @Override
    public Integer call() {
        var root = Objects.requireNonNull(spec).root().commandLine();
        root.getOut().print(AutoComplete.bash("nodebus", root));
        root.getOut().println("# source <(./nodebus completion " + shell + ")");
        root.getOut().flush();
        return 0;
    }
}
