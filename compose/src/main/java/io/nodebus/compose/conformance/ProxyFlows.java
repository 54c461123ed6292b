package io.nodebus.compose.conformance;

import io.nodebus.bus.wire.Json;
import io.nodebus.proxyrules.scenario.Outcome;
import io.nodebus.proxyrules.scenario.Scenario;
import io.nodebus.proxyrules.trace.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Scenarios of Services, packet by packet: what is said of Services is followed through by a
/// tracer.
public final class ProxyFlows {
    private ProxyFlows() {}

    /// Runs every `*.json` of a folder. Prints what failed and what nobody looked at, and closes
    /// with `N passed, N failed`.
    ///
    /// @param mode only scenarios of this one
    /// @return whether nothing failed
    /// @throws IllegalArgumentException naming the file that is no scenario
    /// @throws IOException when the folder cannot be read
    public static boolean run(Path folder, Optional<Mode> mode, PrintWriter out)
            throws IOException {
        var reasons = new TreeMap<String, Integer>();
        var passed = 0;
        var failed = 0;
        for (var scenario : scenarios(folder, mode)) {
            for (var outcome : scenario.traced()) {
                switch (outcome) {
                    case Outcome.Passed _ -> passed++;
                    case Outcome.Failed(var flow, var got) -> {
                        failed++;
                        out.printf(
                                "failed   %s: %s: expected %s, got %s%n",
                                scenario.file(), flow.name(), flow.expected(), got);
                    }
                    case Outcome.NotCovered(var flow, var why) -> {
                        reasons.merge(why, 1, Integer::sum);
                        out.printf("skipped  %s: %s: %s%n", scenario.file(), flow.name(), why);
                    }
                }
            }
        }
        reasons.forEach((why, count) -> out.printf("skipped  %4d  %s%n", count, why));
        out.printf("%d passed, %d failed%n", passed, failed);
        out.flush();
        return failed == 0;
    }

    private static List<Scenario> scenarios(Path folder, Optional<Mode> mode) throws IOException {
        var scenarios = new ArrayList<Scenario>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            files.forEach(file -> scenarios.add(read(file)));
        }
        scenarios.removeIf(
                scenario -> mode.filter(scenario.mode()::equals).isEmpty() == mode.isPresent());
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no scenario%s: *.json files are looked for"
                            .formatted(folder, mode.map(it -> " of mode " + it).orElse("")));
        }
        scenarios.sort((one, other) -> one.file().compareTo(other.file()));
        return scenarios;
    }

    private static Scenario read(Path file) {
        try {
            return Scenario.of(
                    String.valueOf(file.getFileName()), Json.parse(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
