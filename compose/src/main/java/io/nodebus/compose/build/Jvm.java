package io.nodebus.compose.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The JVMs of a plane: what each runs and how much it may take.
///
/// Measured on a small machine: the serial collector, compact headers, small stacks and one
/// compiler take 60 MB off what a JVM takes when nothing is said.
public enum Jvm {
    SUPERVISOR("io.nodebus.compose.plane.Supervisor", "-Xmx48m", "-XX:TieredStopAtLevel=1"),
    BROKER("io.nodebus.bus.broker.Broker", "-Xmx128m", "-XX:TieredStopAtLevel=1"),
    FLEET("io.nodebus.compose.fleet.Fleet", "-Xmx128m", "-XX:MaxDirectMemorySize=64m"),
    NODE(
            "io.nodebus.compose.bundle.NodeBundle",
            "-Xmx64m",
            "-XX:MaxDirectMemorySize=32m",
            "-XX:TieredStopAtLevel=1"),
    SIMULATION(
            "io.nodebus.compose.simulation.SimulatedNodes", "-Xmx384m", "-XX:TieredStopAtLevel=1");

    private static final List<String> COMMON =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xss512k",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final String main;
    private final String flags;

    Jvm(String main, String... flags) {
        this.main = main;
        this.flags = String.join(" ", flags);
    }

    public String main() {
        return main;
    }

    /// A command line of this kind.
    public List<String> command(Build build, List<String> arguments) {
        var cache = cache(build);
        var more = Files.isReadable(cache) ? List.of("-XX:AOTCache=" + cache) : List.<String>of();
        return command(build, more, arguments);
    }

    /// The same with other flags before the class path, as a training run needs them.
    List<String> command(Build build, List<String> more, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(COMMON);
        command.addAll(List.of(flags.split(" ", -1)));
        command.addAll(more);
        command.add("-cp");
        command.add(String.join(":", build.classPath().stream().map(Path::toString).toList()));
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    Path cache(Build build) {
        return build.caches().resolve(name().toLowerCase(Locale.ROOT) + ".aot");
    }
}
