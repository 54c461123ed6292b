package io.nodebus.nodeagent.readings;

import io.nodebus.nodeagent.usage.NodeUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/// Processors and memory of a node. A node that is a whole machine is read from /proc; one that is
/// confined to a cgroup from the files of that cgroup, of either version. A cgroup that is not
/// there uses nothing.
public final class Cgroups {
    private static final long NANOS_PER_TICK = 10_000_000;

    private final Path root;
    private final Path proc;
    private final InstantSource clock;

    /// @param root usually `/sys/fs/cgroup`
    /// @param proc usually `/proc`
    public Cgroups(Path root, Path proc, InstantSource clock) {
        this.root = root;
        this.proc = proc;
        this.clock = clock;
    }

    /// @param cgroup absolute, as in `/nodebus-p1/n1`; `/` is the whole machine
    public NodeUsage read(String cgroup) throws IOException {
        var capacity = memory("MemTotal");
        var whole = cgroup.equals("/");
        return new NodeUsage(
                clock.instant(),
                whole ? cpuOfMachine() : cpu(cgroup.substring(1)),
                whole ? capacity - memory("MemAvailable") : workingSet(cgroup.substring(1)),
                capacity,
                Runtime.getRuntime().availableProcessors());
    }

    private long cpu(String cgroup) throws IOException {
        return isUnified()
                ? keyed(root.resolve(cgroup).resolve("cpu.stat"), "usage_usec") * 1000
                : number(root.resolve("cpuacct").resolve(cgroup).resolve("cpuacct.usage"));
    }

    /// As kubelet counts: what is used, without the file pages nobody touched lately.
    private long workingSet(String cgroup) throws IOException {
        var folder = isUnified() ? root.resolve(cgroup) : root.resolve("memory").resolve(cgroup);
        var used = number(folder.resolve(isUnified() ? "memory.current" : "memory.usage_in_bytes"));
        var idle =
                keyed(
                        folder.resolve("memory.stat"),
                        isUnified() ? "inactive_file" : "total_inactive_file");
        return Math.max(0, used - idle);
    }

    private boolean isUnified() {
        return Files.exists(root.resolve("cgroup.controllers"));
    }

    /// user, nice, system, irq, softirq and steal of the first line; guests are in user already.
    private long cpuOfMachine() throws IOException {
        var words = lines(proc.resolve("stat")).getFirst().split("\\s+", -1);
        var ticks = 0L;
        for (var column : List.of(1, 2, 3, 6, 7, 8)) {
            ticks += Long.parseLong(words[column]);
        }
        return ticks * NANOS_PER_TICK;
    }

    private long memory(String key) throws IOException {
        return keyed(proc.resolve("meminfo"), key + ":") * 1024;
    }

    private static long number(Path file) throws IOException {
        var lines = lines(file);
        return lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
    }

    private static long keyed(Path file, String key) throws IOException {
        for (var line : lines(file)) {
            var words = line.split("\\s+", -1);
            if (words[0].equals(key)) {
                return Long.parseLong(words[1]);
            }
        }
        return 0;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
