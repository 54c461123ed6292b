package planted.bus;

import org.apache.kafka.StandIn;

/// May do this.
public record Speaks(StandIn partition) {}
