package io.nodebus.compose.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.nodeagent.settings.ProxyMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaneFileTest {
    private static final PlaneFile FILE =
            new PlaneFile(
                    "default",
                    PlaneFile.Phase.STARTING,
                    "1",
                    "https://127.0.0.1:40001",
                    "127.0.0.1:40002",
                    false,
                    List.of(new PlaneFile.Broker("localhost", 40002, "127.0.0.1")),
                    Instant.parse("2026-01-01T00:00:00Z"),
                    Map.of("supervisor", 7L),
                    List.of(new PlaneFile.Member("n1", 1, "100.64.0.2", 40003, 0)),
                    Optional.of(ProxyMode.IPTABLES),
                    Map.of());

    @TempDir Path folder;

    @Test
    void isReadAsItWasWritten() throws Exception {
        var file = folder.resolve("plane.json");
        FILE.write(file);
        assertEquals(Optional.of(FILE), PlaneFile.read(file));
    }

    @Test
    void whatCannotBeReadIsNoPlane() throws Exception {
        var file = folder.resolve("plane.json");
        assertEquals(Optional.empty(), PlaneFile.read(file));
        Files.writeString(file, "{\"name\":");
        assertEquals(Optional.empty(), PlaneFile.read(file));
    }

    @Test
    void knowsTheNewProcessOneOfANode() {
        assertEquals(9, FILE.withInit("n1", 9).member("n1").orElseThrow().init());
        assertEquals(FILE, FILE.withInit("broker", 9));
    }

    @Test
    void knowsWhereANodePortIsOnTheHost() {
        assertEquals(40004, FILE.withNodePort(30080, 40004).onHost(30080));
        assertEquals(0, FILE.onHost(30080));
    }

    @Test
    void countsNodesAsPeopleWriteThem() {
        assertEquals(new NodeCount.Real(2), NodeCount.of("2"));
        assertEquals(new NodeCount.Simulated(50), NodeCount.of("sim:50"));
        assertEquals(List.of("n1", "n2"), NodeCount.of("sim:2").names());
    }

    @Test
    void refusesCountsThatAreNone() {
        for (var wrong : List.of("0", "two", "sim:", "sim:0", "-1", "51", "sim:1001")) {
            assertThrows(IllegalArgumentException.class, () -> NodeCount.of(wrong), wrong);
        }
    }

    @Test
    void readsWhereSomethingListens() {
        assertEquals(new HostPort("kafka.local", 9092), HostPort.of("kafka.local:9092"));
        for (var wrong : List.of("kafka", ":9092", "kafka:", "kafka:0", "kafka:70000")) {
            assertThrows(IllegalArgumentException.class, () -> HostPort.of(wrong), wrong);
        }
    }
}
