package io.nodebus.bus.hostile;

import io.nodebus.bus.Said;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/// What a bus has that nobody fights.
final class NoEnemy implements Enemy {
    @Override
    public List<Blow> blows(List<Said<?>> said) {
        return List.of();
    }

    @Override
    public int next(List<Long> orders) {
        return orders.indexOf(Collections.min(orders));
    }

    @Override
    public Duration late() {
        return Duration.ZERO;
    }

    @Override
    public void rests() {}
}
