/// The fleet services in one process: svc-autoscaler, svc-proxy-rules and svc-api, on one Kafka
/// bus, and how they come to lead.
@NullMarked
package io.nodebus.compose.fleet;

import org.jspecify.annotations.NullMarked;
