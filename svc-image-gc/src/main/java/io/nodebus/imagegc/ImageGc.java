package io.nodebus.imagegc;

import io.nodebus.bus.health.Condition;
import io.nodebus.bus.lifecycle.Service;
import io.nodebus.bus.lifecycle.ServiceSettings;
import io.nodebus.imagegc.settings.ImageGcSettings;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of svc-image-gc.
public final class ImageGc {
    private static final Logger LOG = LoggerFactory.getLogger(ImageGc.class);
    private static final String NO_DECIDER =
            "svc-image-gc has no decider yet: nothing is heard, nothing decided";

    private ImageGc() {}

    /// Everything this process can be told.
    record Told(ImageGcSettings reclaim, ServiceSettings service) {}

    static void main(String... args) {
        Service.run("svc-image-gc", Told.class, Told::service, args, ImageGc::begin);
    }

    private static Future<?> begin(Service service, Told told) {
        service.health().ready("decider", () -> Condition.degraded(NO_DECIDER));
        LOG.atWarn().addKeyValue("settings", told.reclaim()).log(NO_DECIDER);
        return Future.succeededFuture();
    }
}
