package planted.logrotate.rotation;

import org.apache.kafka.StandIn;
import planted.imagegc.reclaim.Innocent;

/// Imports another service, and Kafka.
public record Rotation(Innocent innocent, StandIn partition) {}
