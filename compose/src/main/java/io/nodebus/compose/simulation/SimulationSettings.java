package io.nodebus.compose.simulation;

import io.nodebus.bus.lifecycle.ServiceSettings;
import io.nodebus.bus.settings.Setting;
import java.nio.file.Path;
import java.util.Optional;

/// What simulated nodes are told.
public record SimulationSettings(
        @Setting(
                        key = "kafka-bootstrap",
                        value = "127.0.0.1:9092",
                        help = "Where the bus is: HOST:PORT, several with commas.")
                String kafkaBootstrap,
        @Setting(key = "nodes", help = "How many; they are called n1, n2...") int nodes,
        @Setting(
                        key = "state-dir",
                        help = "Where their journals, keys and logs lie, a folder each.")
                Path stateDir,
        @Setting(
                        key = "node-token-file",
                        help =
                                "File with the token that callers of the nodes' APIs must bear;"
                                        + " without one they are not opened.")
                Optional<Path> nodeTokenFile,
        ServiceSettings service) {
    private static final int MOST = 1000;

    public SimulationSettings {
        if (nodes < 1 || nodes > MOST) {
            throw new IllegalArgumentException(
                    "nodes must be from 1 to %d, got %d".formatted(MOST, nodes));
        }
    }
}
