package io.nodebus.compose.build;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The JVMs of a plane: what each runs and how much it may take.
///
/// Measured on a small machine: the serial collector, compact headers, small stacks and one
/// compiler take 60 MB off what a JVM takes when nothing is said. An agent, of which there is one
/// for every node, is given a small young generation: all of it is touched within minutes.
public enum Jvm {
    SUPERVISOR("io.nodebus.compose.plane.Supervisor", "-Xmx48m", "-XX:TieredStopAtLevel=1"),
    BROKER("io.nodebus.bus.broker.Broker", "-Xmx128m", "-XX:TieredStopAtLevel=1"),
    FLEET(
            "io.nodebus.compose.fleet.Fleet",
            "-Xmx128m",
            "-XX:MaxDirectMemorySize=64m",
            "-XX:TieredStopAtLevel=1"),
    NODE(
            "io.nodebus.compose.bundle.NodeBundle",
            "-Xmx64m",
            "-Xmn8m",
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
        return command(build, aot(build), arguments);
    }

    private List<String> aot(Build build) {
        if (build.records().isPresent()) {
            var records = build.records().get();
            return List.of(
                    "-XX:AOTMode=record",
                    "-XX:AOTConfiguration=" + record(records),
                    "-D" + Build.RECORDS + "=" + records);
        }
        var cache = cache(build);
        return Files.isReadable(cache) ? using(cache) : List.of();
    }

    /// Mapped where it was made for: by default a JVM takes another address each time and corrects
    /// every pointer, which costs 0.2 s and makes all of its pages the process's own.
    private static List<String> using(Path cache) {
        return List.of(
                "-XX:AOTCache=" + cache,
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0");
    }

    /// A command that makes this kind's cache of what one of it recorded.
    public List<String> cacheFrom(Path records, Build build) {
        return command(
                build,
                List.of(
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + record(records),
                        "-XX:AOTCache=" + cache(build)),
                List.of());
    }

    private List<String> command(Build build, List<String> more, List<String> arguments) {
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

    private Path cache(Build build) {
        return build.caches().resolve(name().toLowerCase(Locale.ROOT) + ".aot");
    }

    private Path record(Path records) {
        return records.resolve(name().toLowerCase(Locale.ROOT) + ".aotconf");
    }
}
