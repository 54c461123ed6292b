package io.nodebus.compose.cli;

import io.nodebus.compose.demo.FlushDemo;
import io.nodebus.compose.plane.NodeCount;
import io.nodebus.compose.scratch.ScratchPlane;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "flush",
        description =
                "A node's rules are flushed, by nft and by iptables, while clients call a Service."
                        + " On a plane of its own.")
final class DemoFlush implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var scratch = ScratchPlane.up(NodeCount.of("2"), System.getenv(), new Up.Steps())) {
            return FlushDemo.play(scratch, "nftables", Console.out(spec)) ? 0 : 1;
        }
    }
}
