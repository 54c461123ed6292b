package io.nodebus.bus.kafka;

import static java.util.Objects.requireNonNull;

import io.nodebus.bus.decide.PlaneIdentity;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which bus this process is on. Looked at on worker threads; what was seen may be asked from any.
final class PlaneWatch {
    private static final Logger LOG = LoggerFactory.getLogger(PlaneWatch.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final PlaneReader reader;
    private final KafkaSettings settings;
    private volatile PlaneIdentity plane;

    private PlaneWatch(PlaneReader reader, KafkaSettings settings, PlaneIdentity plane) {
        this.reader = reader;
        this.settings = settings;
        this.plane = plane;
    }

    /// Waits until the bus answers and is founded.
    static Future<PlaneWatch> begin(Vertx vertx, KafkaSettings settings) {
        var reader = new PlaneReader(settings);
        return seen(vertx, reader, settings).map(plane -> new PlaneWatch(reader, settings, plane));
    }

    PlaneIdentity plane() {
        return plane;
    }

    /// Looks again, until the bus answers and is one we can work with. True when it is another one
    /// than before.
    Future<Boolean> look(Vertx vertx) {
        return seen(vertx, reader, settings)
                .compose(seen -> {
                    var before = plane;
                    if (seen.partitions() != before.partitions()) {
                        LOG.atError()
                                .addKeyValue("partitions", seen.partitions())
                                .addKeyValue("expected", before.partitions())
                                .log(
                                        "another plane answers: this process must be started anew"
                                                + " for it");
                        return later(vertx).compose(_ -> look(vertx));
                    }
                    plane = seen;
                    return Future.succeededFuture(!seen.continues(before));
                });
    }

    /// Learns of topics that were made since. Another bus is not taken for this one: that is for
    /// [#look] to find.
    Future<Void> refresh(Vertx vertx) {
        return seen(vertx, reader, settings)
                .onSuccess(seen -> {
                    if (seen.continues(plane) && seen.partitions() == plane.partitions()) {
                        plane = seen;
                    }
                })
                .mapEmpty();
    }

    private static Future<PlaneIdentity> seen(
            Vertx vertx, PlaneReader reader, KafkaSettings settings) {
        return vertx.executeBlocking(() -> looked(reader, settings), false)
                .compose(looked ->
                        requireNonNull(looked)
                                .map(Future::succeededFuture)
                                .orElseGet(() ->
                                        later(vertx).compose(_ -> seen(vertx, reader, settings))));
    }

    /// What is there; empty when it is worth looking again.
    private static Optional<PlaneIdentity> looked(PlaneReader reader, KafkaSettings settings) {
        try {
            var plane = reader.read();
            if (plane.isEmpty()) {
                waiting(settings, "it is not founded: nodebus topics apply");
            }
            return plane;
        } catch (KafkaException e) {
            waiting(settings, e.toString());
            return Optional.empty();
        }
    }

    private static void waiting(KafkaSettings settings, String because) {
        LOG.atWarn()
                .addKeyValue("plane", settings.prefix())
                .addKeyValue("bootstrap", settings.bootstrap())
                .addKeyValue("because", because)
                .log("waiting for the plane");
    }

    private static Future<Void> later(Vertx vertx) {
        var later = Promise.<Void>promise();
        vertx.setTimer(RETRY.toMillis(), _ -> later.complete());
        return later.future();
    }
}
