package io.nodebus.bus.kafka;

import io.nodebus.bus.Stamps;
import io.nodebus.contracts.stamp.Stamp;
import java.util.concurrent.atomic.AtomicLong;

/// A term of leadership that was won.
///
/// @param epoch higher than any this service ever wrote, and written before this was handed out
/// @param stamps for what is said in it
public record Leadership(String service, long epoch, Stamps stamps) {
    static Leadership of(String service, long epoch) {
        var seq = new AtomicLong();
        return new Leadership(
                service, epoch, () -> new Stamp.ByLeader(service, epoch, seq.incrementAndGet()));
    }
}
