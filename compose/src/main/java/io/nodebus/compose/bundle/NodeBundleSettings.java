package io.nodebus.compose.bundle;

import io.nodebus.bus.lifecycle.ServiceSettings;
import io.nodebus.bus.settings.Setting;
import io.nodebus.contracts.meta.Quantity;
import io.nodebus.nodeagent.settings.NodeAgentSettings;
import java.nio.file.Path;

/// What the services of a node are told.
public record NodeBundleSettings(
        @Setting(
                        key = "kafka-bootstrap",
                        value = "127.0.0.1:9092",
                        help =
                                "Where the bus behind the node is: HOST:PORT, several with commas."
                                        + " It may be away.")
                String kafkaBootstrap,
        @Setting(
                        key = "journal",
                        value = "/var/lib/nodebus/node/journal",
                        help = "The node's memory.")
                Path journal,
        @Setting(
                        key = "journal-size",
                        value = "64Mi",
                        help =
                                "Disk it takes at once and for ever: enough for 8,000 Services,"
                                        + " with 256Mi for 30,000.")
                Quantity journalSize,
        ServiceSettings service,
        NodeAgentSettings agent) {}
