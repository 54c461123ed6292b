package io.nodebus.bus.hostile;

import io.nodebus.bus.Said;
import java.time.Duration;
import java.util.List;

/// Asked by a bus what goes wrong next.
public interface Enemy {
    /// There is none: records are heard in the order they were said, and nothing goes wrong.
    Enemy NONE = new NoEnemy();

    static Enemy of(Hostility hostility) {
        return new SeededEnemy(hostility);
    }

    /// What goes wrong when these have been said.
    List<Blow> blows(List<Said<?>> said);

    /// Which partition is heard next.
    ///
    /// @param orders of the record that is next in each: when it was said, over all partitions
    int next(List<Long> orders);

    /// How long the next record of a partition is not there yet for a hearer.
    Duration late();

    /// Does nothing any more.
    void rests();
}
