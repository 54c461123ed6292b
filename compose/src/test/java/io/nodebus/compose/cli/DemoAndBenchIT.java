package io.nodebus.compose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.bench.PodsBench;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.demo.PartitionDemo;
import io.nodebus.compose.plane.NodeCount;
import io.nodebus.compose.plane.Progress;
import io.nodebus.compose.scratch.ScratchPlane;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// That what is shown and measured can be: small, on one plane. Figures are the verbs' business.
@RootOnly
class DemoAndBenchIT {
    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed);

    @Test
    void showsAndMeasuresAndLeavesNothing() throws Exception {
        var scratch = ScratchPlane.up(NodeCount.of("1"), System.getenv(), new Silence());
        var folder = scratch.plane().dir().path();
        try (scratch) {
            PodsBench.run(scratch, 2, Duration.ZERO, Duration.ofSeconds(1), out);
            var last = printed.toString().lines().toList().getLast();
            var json = Tree.of(Json.parse(last.getBytes(StandardCharsets.UTF_8)));
            assertEquals("2", json.text("rounds"), last);
            assertTrue(json.at("idle").at("node").text("rssMiB").matches("[1-9]\\d+"), last);

            assertTrue(PartitionDemo.play(scratch, Duration.ofSeconds(3), out), printed::toString);
        }
        assertTrue(Files.notExists(folder));
    }

    private static final class Silence implements Progress {
        @Override
        public void doing(String what) {}

        @Override
        public void done(String what, Duration since) {}
    }
}
