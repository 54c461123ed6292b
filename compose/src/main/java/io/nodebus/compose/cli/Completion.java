package io.nodebus.compose.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        description = "A completion script for bash and zsh: source <(./nodebus completion).")
final class Completion implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var root = Objects.requireNonNull(spec).root().commandLine();
        root.getOut().print(AutoComplete.bash("nodebus", root));
        root.getOut().flush();
        return 0;
    }
}
