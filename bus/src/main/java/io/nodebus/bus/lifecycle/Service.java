package io.nodebus.bus.lifecycle;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.nodebus.bus.health.Health;
import io.nodebus.bus.health.HealthServer;
import io.nodebus.bus.logging.Logging;
import io.nodebus.bus.meter.Meters;
import io.nodebus.bus.settings.BadSettings;
import io.nodebus.bus.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process of ours while it runs: what its parts share.
///
/// @param server answers probes and scrapes already, while the rest begins
/// @param stops to add to whenever something has begun
public record Service(
        String name,
        Vertx vertx,
        PrometheusMeterRegistry meters,
        Health health,
        HealthServer server,
        Stops stops) {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /// As in sysexits: the command was used wrongly; and a fault of ours.
    private static final int USAGE = 2;

    private static final int FAULT = 70;

    /// Begins what this process is for.
    @FunctionalInterface
    public interface Beginning<R> {
        /// Completes when the process does its work.
        Future<?> begin(Service service, R settings);
    }

    /// The whole of a `main`: reads settings, sets up logs, answers probes, begins, and on SIGTERM
    /// stops in the reverse order.
    ///
    /// @param common where in the settings the common ones are
    public static <R extends Record> void run(
            String name,
            Class<R> type,
            Function<R, ServiceSettings> common,
            String[] args,
            Beginning<R> beginning) {
        if (List.of(args).contains("--help")) {
            System.out.println(Settings.help(type));
            return;
        }
        try {
            var settings = Settings.read(type, List.of(args), System.getenv());
            run(name, settings.values(), common.apply(settings.values()), beginning);
        } catch (BadSettings e) {
            e.faults().forEach(fault -> System.err.println(name + ": " + fault));
            System.exit(USAGE);
        }
    }

    private static <R> void run(
            String name, R settings, ServiceSettings common, Beginning<R> beginning) {
        Logging.begin(common.logs());
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        var stops = new Stops();
        stops.add("vertx", vertx::close);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(name, stops, common), "stop"));
        begin(name, vertx, stops, common, settings, beginning)
                .onSuccess(service ->
                        LOG.atInfo()
                                .addKeyValue("service", name)
                                .addKeyValue("version", Meters.version())
                                .addKeyValue("health", service.server().port())
                                .log("runs"))
                .onFailure(cause -> {
                    LOG.atError().setCause(cause).addKeyValue("service", name).log("cannot begin");
                    // From a thread of its own: exiting waits for the hook, and the hook for this
                    // one.
                    Thread.ofPlatform().start(() -> System.exit(FAULT));
                });
    }

    private static <R> Future<Service> begin(
            String name,
            Vertx vertx,
            Stops stops,
            ServiceSettings common,
            R settings,
            Beginning<R> beginning) {
        var meters = Meters.of(name);
        var health = new Health();
        return HealthServer.start(vertx, common.healthListen(), health, meters)
                .map(server -> {
                    stops.add("health", server::stop);
                    return new Service(name, vertx, meters, health, server, stops);
                })
                .compose(service -> beginning.begin(service, settings).map(service))
                .onSuccess(_ -> health.started());
    }

    private static void end(String name, Stops stops, ServiceSettings common) {
        LOG.atInfo().addKeyValue("service", name).log("stops");
        var unclean = stops.stopAll(common.stopWithin());
        LOG.atInfo()
                .addKeyValue("service", name)
                .addKeyValue("unclean", String.join(",", unclean))
                .log("has stopped");
    }
}
