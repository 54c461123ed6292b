package io.nodebus.bus.meter;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// How a registry is made.
public final class Meters {
    private Meters() {}

    /// A registry that knows which build this is and how its JVM does.
    public static PrometheusMeterRegistry of(String service) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        BusMeter.BUILD_INFO.gauge(
                registry,
                () -> 1,
                "service",
                service,
                "version",
                version(),
                "java",
                Runtime.version().toString());
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        bindGarbageCollection(registry);
        return registry;
    }

    // It listens to the JVM for as long as the registry lives: until the process ends.
    @SuppressWarnings("resource")
    private static void bindGarbageCollection(PrometheusMeterRegistry registry) {
        new JvmGcMetrics().bindTo(registry);
    }

    /// The version of this build.
    public static String version() {
        try (var build = Meters.class.getResourceAsStream("build.properties")) {
            var properties = new Properties();
            if (build != null) {
                properties.load(build);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
