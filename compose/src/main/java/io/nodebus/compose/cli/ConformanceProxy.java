package io.nodebus.compose.cli;

import io.nodebus.compose.conformance.ProxyFlows;
import io.nodebus.proxyrules.trace.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "proxy",
        description =
                "Scenarios of Services: where packets end by our rules, beside where they must. The"
                        + " last line counts.")
final class ConformanceProxy implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder of scenarios, *.json.")
    private Path folder = Path.of("");

    @Option(
            names = "--mode",
            description = "Only scenarios of this mode: ${COMPLETION-CANDIDATES}.")
    private @Nullable Mode mode;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw Console.wrong(spec, folder + " is no folder");
        }
        return ProxyFlows.run(folder, Optional.ofNullable(mode), Console.out(spec)) ? 0 : 1;
    }
}
