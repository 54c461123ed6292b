package io.nodebus.compose.cli;

import io.nodebus.compose.bench.PodsBench;
import io.nodebus.compose.plane.NodeCount;
import io.nodebus.compose.scratch.ScratchPlane;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "pods",
        description =
                "From a request to a running pod, beside bare calls to containerd; from a death to"
                        + " the restart; memory and CPU when idle. The last line is JSON.")
final class BenchPods implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--rounds",
            defaultValue = "50",
            description = "Pods of each kind (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description =
                    "How long nothing happens before that counts as idle (default: ${DEFAULT-VALUE}"
                            + " s).")
    private long settleSeconds;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to look at what idles (default: ${DEFAULT-VALUE} s).")
    private long idleSeconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || settleSeconds < 0 || idleSeconds < 1) {
            throw Console.wrong(
                    spec,
                    "--rounds and --idle must be at least 1 and --settle 0, got %d, %d and %d"
                            .formatted(rounds, idleSeconds, settleSeconds));
        }
        try (var scratch = ScratchPlane.up(NodeCount.of("1"), System.getenv(), new Up.Steps())) {
            var holds =
                    PodsBench.run(
                            scratch,
                            rounds,
                            Duration.ofSeconds(settleSeconds),
                            Duration.ofSeconds(idleSeconds),
                            Console.out(spec));
            return holds ? 0 : 1;
        }
    }
}
