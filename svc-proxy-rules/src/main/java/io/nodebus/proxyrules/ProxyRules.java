package io.nodebus.proxyrules;

import io.nodebus.bus.health.Condition;
import io.nodebus.bus.lifecycle.Service;
import io.nodebus.bus.lifecycle.ServiceSettings;
import io.nodebus.proxyrules.settings.ProxyRulesSettings;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The process of svc-proxy-rules.
public final class ProxyRules {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyRules.class);
    private static final String NO_DECIDER =
            "svc-proxy-rules has no decider yet: nothing is heard, nothing decided";

    private ProxyRules() {}

    /// Everything this process can be told.
    record Told(ProxyRulesSettings pacing, ServiceSettings service) {}

    static void main(String... args) {
        Service.run("svc-proxy-rules", Told.class, Told::service, args, ProxyRules::begin);
    }

    private static Future<?> begin(Service service, Told told) {
        service.health().ready("decider", () -> Condition.degraded(NO_DECIDER));
        LOG.atWarn().addKeyValue("settings", told.pacing()).log(NO_DECIDER);
        return Future.succeededFuture();
    }
}
