package io.nodebus.logrotate;

import io.nodebus.bus.health.Condition;
import io.nodebus.bus.lifecycle.Service;
import io.nodebus.bus.lifecycle.ServiceSettings;
import io.nodebus.logrotate.settings.LogRotateSettings;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of svc-log-rotate.
public final class LogRotate {
    private static final Logger LOG = LoggerFactory.getLogger(LogRotate.class);
    private static final String NO_DECIDER =
            "svc-log-rotate has no decider yet: nothing is heard, nothing decided";

    private LogRotate() {}

    /// Everything this process can be told.
    record Told(LogRotateSettings rotation, ServiceSettings service) {}

    static void main(String... args) {
        Service.run("svc-log-rotate", Told.class, Told::service, args, LogRotate::begin);
    }

    private static Future<?> begin(Service service, Told told) {
        service.health().ready("decider", () -> Condition.degraded(NO_DECIDER));
        LOG.atWarn().addKeyValue("settings", told.rotation()).log(NO_DECIDER);
        return Future.succeededFuture();
    }
}
