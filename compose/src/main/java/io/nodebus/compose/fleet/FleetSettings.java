package io.nodebus.compose.fleet;

import io.nodebus.api.settings.ApiSettings;
import io.nodebus.autoscaler.settings.AutoscalerSettings;
import io.nodebus.bus.lifecycle.ServiceSettings;
import io.nodebus.bus.settings.Setting;
import io.nodebus.proxyrules.settings.ProxyRulesSettings;

/// What the fleet services of a plane are told.
public record FleetSettings(
        @Setting(
                        key = "kafka-bootstrap",
                        value = "127.0.0.1:9092",
                        help = "Where the bus is: HOST:PORT, several with commas.")
                String kafkaBootstrap,
        @Setting(
                        key = "partitions",
                        value = "4",
                        help =
                                "Partitions of a plane that is founded now, for ever; 4 is enough"
                                        + " for some dozen nodes.")
                int partitions,
        ServiceSettings service,
        ApiSettings api,
        AutoscalerSettings autoscaler,
        ProxyRulesSettings proxyRules) {}
