package io.nodebus.autoscaler.fleet;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.meta.Because.Evidence;

/// A record, and where it was read: what is decided on it names its evidence.
public record Noted<M>(M record, Evidence evidence) {
    static <M, R extends M> Noted<R> of(R record, Heard<M> heard) {
        return new Noted<>(record, heard.evidence());
    }
}
