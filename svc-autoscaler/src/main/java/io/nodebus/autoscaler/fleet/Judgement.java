package io.nodebus.autoscaler.fleet;

import io.nodebus.contracts.node.NodeHealth.Judged;
import java.time.Duration;

/// What was judged of a node, and when in the loop's monotonic time.
public record Judgement(Judged judged, Duration at) {}
