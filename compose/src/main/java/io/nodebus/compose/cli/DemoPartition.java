package io.nodebus.compose.cli;

import io.nodebus.compose.demo.PartitionDemo;
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
        name = "partition",
        description =
                "The broker is killed for a while; meanwhile a container is killed and a pod is"
                        + " deleted. On a plane of its own.")
final class DemoPartition implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--away",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the broker is dead (default: ${DEFAULT-VALUE} s).")
    private long seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 1) {
            throw Console.wrong(spec, "--away must be at least 1, got " + seconds);
        }
        try (var scratch = ScratchPlane.up(NodeCount.of("1"), System.getenv(), new Up.Steps())) {
            var held = PartitionDemo.play(scratch, Duration.ofSeconds(seconds), Console.out(spec));
            return held ? 0 : 1;
        }
    }
}
