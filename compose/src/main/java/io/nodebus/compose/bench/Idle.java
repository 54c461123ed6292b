package io.nodebus.compose.bench;

import io.nodebus.compose.build.Jvm;
import io.nodebus.compose.plane.Plane;
import io.nodebus.compose.scratch.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What the JVMs of a plane take while nothing happens.
final class Idle {
    private static final List<Jvm> LOOKED_AT = List.of(Jvm.NODE, Jvm.FLEET, Jvm.BROKER);
    private static final long KILO = 1024;

    /// Of `/proc/PID/stat`; the kernel counts them in hundredths of a second for everybody.
    private static final double TICKS_PER_SECOND = 100;

    private static final int USER_TICKS = 11;

    private Idle() {}

    /// @param rssMib resident memory
    /// @param cpuPercent of one core
    record Figures(long rssMib, double cpuPercent) {
        Map<String, Object> json() {
            var json = new LinkedHashMap<String, Object>();
            json.put("rssMiB", rssMib);
            json.put("cpuPercent", cpuPercent);
            return json;
        }
    }

    private record Begun(Jvm jvm, long pid, long ticks) {}

    /// By process: node, fleet, broker.
    ///
    /// @param settle how long it is not looked at
    static SequencedMap<Jvm, Figures> of(Plane plane, Duration settle, Duration time)
            throws IOException {
        pass(settle);
        var begun = new ArrayList<Begun>();
        for (var jvm : LOOKED_AT) {
            var pid = RunningJvm.pid(plane, jvm);
            begun.add(new Begun(jvm, pid, ticks(pid)));
        }
        pass(time);
        var figures = new LinkedHashMap<Jvm, Figures>();
        for (var it : begun) {
            var seconds = (ticks(it.pid) - it.ticks) / TICKS_PER_SECOND;
            var percent = 100 * seconds * TimeUnit.SECONDS.toNanos(1) / time.toNanos();
            figures.put(it.jvm, new Figures(rssMib(it.pid), Math.round(percent * 100) / 100.0));
        }
        return figures;
    }

    private static void pass(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static long ticks(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
    }

    private static long rssMib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILO)
                .sum();
    }
}
