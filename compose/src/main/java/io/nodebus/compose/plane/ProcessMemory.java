package io.nodebus.compose.plane;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a process takes of the machine's memory.
final class ProcessMemory {
    private static final long KILO = 1024;

    private ProcessMemory() {}

    /// Proportional: a page that several share counts for each in part. 0 when it has ended.
    static long of(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KILO)
                    .sum();
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /// The name of the plane's process it is or descends from.
    static String ownerOf(ProcessHandle process, PlaneFile file) {
        return Stream.iterate(
                        Optional.of(process),
                        Optional::isPresent,
                        child -> child.flatMap(ProcessHandle::parent))
                .flatMap(ancestor -> name(ancestor.orElseThrow().pid(), file.processes()).stream())
                .findFirst()
                .orElse("other");
    }

    private static Optional<String> name(long pid, Map<String, Long> processes) {
        return processes.entrySet().stream()
                .filter(entry -> entry.getValue() == pid)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
