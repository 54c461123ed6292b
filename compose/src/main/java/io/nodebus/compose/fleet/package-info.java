/// The fleet services in one process: svc-autoscaler and svc-api, on one Kafka bus.
@NullMarked
package io.nodebus.compose.fleet;

import org.jspecify.annotations.NullMarked;
