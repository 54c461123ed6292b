package io.nodebus.api.view;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.meta.Because.Evidence;
import java.time.Instant;

/// A message and where it was read: what a figure is proved with.
///
/// @param said when it happened, by its writer's clock
public record Read<M>(M message, Evidence evidence, Instant said) {
    static <M> Read<M> of(Heard<?> heard, M message) {
        return new Read<>(message, heard.evidence(), heard.said());
    }
}
