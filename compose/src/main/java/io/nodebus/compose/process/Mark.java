package io.nodebus.compose.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How a plane's processes are known: each inherits an environment variable that names the plane's
/// folder, so whatever is left of a plane is found exactly, also when who started it is dead.
/// Containers do not inherit it; they end with the process 1 of their node, which does.
public record Mark(Path plane) {
    public static final String NAME = "NODEBUS_PLANE";

    public Mark {
        plane = plane.toAbsolutePath().normalize();
    }

    public String value() {
        return plane.toString();
    }

    /// All that bear it, without the asking process and those it descends from.
    public List<ProcessHandle> bearers() {
        var asking = lineage();
        try (var entries = Files.list(Path.of("/proc"))) {
            return entries.flatMap(entry -> pid(entry).stream())
                    .filter(pid -> !asking.contains(pid) && isBorneBy(pid))
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isBorneBy(long pid) {
        var entry = NAME + "=" + value();
        try {
            var environment = Files.readAllBytes(Path.of("/proc/" + pid + "/environ"));
            return Arrays.asList(new String(environment, UTF_8).split("\0", -1)).contains(entry);
        } catch (IOException e) {
            return false; // it has ended, or is another user's
        }
    }

    private static Set<Long> lineage() {
        return Stream.iterate(
                        Optional.of(ProcessHandle.current()),
                        Optional::isPresent,
                        child -> child.flatMap(ProcessHandle::parent))
                .map(handle -> handle.orElseThrow().pid())
                .collect(Collectors.toSet());
    }

    private static Optional<Long> pid(Path entry) {
        var name = String.valueOf(entry.getFileName());
        return name.chars().allMatch(Character::isDigit)
                ? Optional.of(Long.valueOf(name))
                : Optional.empty();
    }
}
