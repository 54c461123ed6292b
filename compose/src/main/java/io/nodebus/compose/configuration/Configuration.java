package io.nodebus.compose.configuration;

import io.nodebus.bus.settings.Settings;
import io.nodebus.bus.settings.Shown;
import io.nodebus.compose.build.Jvm;
import io.nodebus.compose.bundle.NodeBundleSettings;
import io.nodebus.compose.fleet.FleetSettings;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.simulation.SimulationSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The settings of one process of a plane: each key with its value and where that comes from.
///
/// @param process as `plane.json` calls it
public record Configuration(String process, List<Line> lines) {
    private static final String NODE_NAME = "node-name";

    public Configuration {
        lines = List.copyOf(lines);
    }

    /// @param value stars for a secret, empty when there is none
    /// @param origin `flag --x`, `env X`, `file:line` or `default`
    public record Line(String key, String value, String origin, String help) {}

    /// Of all processes that run, by name.
    public static List<Configuration> of(Mark plane) {
        return plane.bearers().stream()
                .flatMap(process -> StartedWith.of(process).stream())
                .flatMap(started -> of(started).stream())
                .sorted(Comparator.comparing(Configuration::process))
                .toList();
    }

    /// Nothing for a process that has no settings, as the supervisor.
    static Optional<Configuration> of(StartedWith started) {
        for (var jvm : Jvm.values()) {
            if (started.runs(jvm.main())) {
                return settings(jvm).map(type -> read(jvm, type, started));
            }
        }
        return Optional.empty();
    }

    private static Optional<Class<? extends Record>> settings(Jvm jvm) {
        return switch (jvm) {
            case FLEET -> Optional.of(FleetSettings.class);
            case NODE -> Optional.of(NodeBundleSettings.class);
            case SIMULATION -> Optional.of(SimulationSettings.class);
            // The broker's are Kafka's own, and the supervisor only knows a folder.
            case BROKER, SUPERVISOR -> Optional.empty();
        };
    }

    private static Configuration read(Jvm jvm, Class<? extends Record> type, StartedWith started) {
        var shown =
                Settings.read(
                                type,
                                started.flags(jvm.main()),
                                started.environment(),
                                started.file().map(started::seen))
                        .shown();
        return new Configuration(
                name(jvm, shown), shown.stream().map(one -> line(one, started)).toList());
    }

    private static Line line(Shown shown, StartedWith started) {
        var origin = shown.origin().shown();
        var file = started.file();
        var seen = file.map(path -> origin.replace(started.seen(path).toString(), path));
        return new Line(shown.key(), shown.value(), seen.orElse(origin), shown.help());
    }

    private static String name(Jvm jvm, List<Shown> shown) {
        return switch (jvm) {
            case NODE ->
                    shown.stream()
                            .filter(one -> one.key().equals(NODE_NAME))
                            .map(Shown::value)
                            .findFirst()
                            .orElse("node");
            case FLEET -> "fleet";
            case SIMULATION -> "simulation";
            case BROKER -> "broker";
            case SUPERVISOR -> "supervisor";
        };
    }
}
