package io.nodebus.bus.kafka;

import io.nodebus.bus.decide.PlaneIdentity;
import io.vertx.core.Future;

/// Which bus this process is on. What was seen may be asked from any thread.
final class PlaneWatch {
    private final PlaneSearch search;
    private volatile PlaneIdentity plane;

    private PlaneWatch(PlaneSearch search, PlaneIdentity plane) {
        this.search = search;
        this.plane = plane;
    }

    /// Waits until the bus answers and is founded.
    static Future<PlaneWatch> begin(PlaneSearch search) {
        return search.found().map(plane -> new PlaneWatch(search, plane));
    }

    PlaneIdentity plane() {
        return plane;
    }

    /// Looks again, until the bus answers and is one we can work with. True when it is another one
    /// than before.
    Future<Boolean> look() {
        return search.found()
                .compose(seen -> {
                    var before = plane;
                    if (seen.partitions() != before.partitions()) {
                        search.tell(
                                "a plane of %d partitions answers, this process began with %d: it must be started anew"
                                        .formatted(seen.partitions(), before.partitions()));
                        return search.later().compose(_ -> look());
                    }
                    plane = seen;
                    return Future.succeededFuture(!seen.continues(before));
                });
    }

    /// Learns of topics that were made since. Another bus is not taken for this one: that is for
    /// [#look] to find.
    Future<Void> refresh() {
        return search.found()
                .onSuccess(seen -> {
                    if (seen.continues(plane) && seen.partitions() == plane.partitions()) {
                        plane = seen;
                    }
                })
                .mapEmpty();
    }
}
