package io.nodebus.compose.cli;

import io.nodebus.compose.demo.FlushDemo;
import io.nodebus.compose.plane.NodeCount;
import io.nodebus.compose.scratch.ScratchPlane;
import io.nodebus.nodeagent.settings.ProxyMode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "flush",
        description =
                "A node's rules are flushed, by nft and by iptables, while clients call a Service."
                        + " On planes of their own.")
final class DemoFlush implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--mode",
            description =
                    "nftables or iptables; again for another one (default: one after the other).")
    private List<ProxyMode> modes = List.of(ProxyMode.NFTABLES, ProxyMode.IPTABLES);

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (modes.contains(ProxyMode.NONE)) {
            throw Console.wrong(spec, "--mode must be nftables or iptables, got none");
        }
        var held = true;
        for (var mode : modes) {
            try (var scratch =
                    ScratchPlane.up(
                            NodeCount.of("2"),
                            Optional.of(mode),
                            System.getenv(),
                            new Up.Steps())) {
                held &= FlushDemo.play(scratch, mode, Console.out(spec));
            }
        }
        return held ? 0 : 1;
    }
}
