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

/// Looks until a founded bus answers, on worker threads. Says why it waits when the reason changes.
final class PlaneSearch {
    private static final Logger LOG = LoggerFactory.getLogger(PlaneSearch.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Vertx vertx;
    private final KafkaSettings settings;
    private final PlaneReader reader;
    private volatile String told = "";

    PlaneSearch(Vertx vertx, KafkaSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.reader = new PlaneReader(settings);
    }

    /// Fails with [PlaneRefused] only.
    Future<PlaneIdentity> found() {
        return vertx.executeBlocking(this::look, false)
                .compose(looked ->
                        requireNonNull(looked)
                                .map(Future::succeededFuture)
                                .orElseGet(() -> later().compose(_ -> found())));
    }

    /// What is there; empty when it is worth looking again.
    private Optional<PlaneIdentity> look() {
        try {
            var plane = reader.read();
            if (plane.isEmpty()) {
                tell("it is not founded: nodebus topics apply");
            } else {
                told = "";
            }
            return plane;
        } catch (KafkaException e) {
            tell(e.toString());
            return Optional.empty();
        }
    }

    /// Once per reason, for it may take hours.
    void tell(String because) {
        if (!because.equals(told)) {
            told = because;
            LOG.atWarn()
                    .addKeyValue("plane", settings.prefix())
                    .addKeyValue("bootstrap", settings.bootstrap())
                    .addKeyValue("because", because)
                    .log("waiting for the plane");
        }
    }

    Future<Void> later() {
        var later = Promise.<Void>promise();
        vertx.setTimer(RETRY.toMillis(), _ -> later.complete());
        return later.future();
    }
}
