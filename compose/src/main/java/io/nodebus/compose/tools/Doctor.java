package io.nodebus.compose.tools;

import io.nodebus.compose.place.CallingUser;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.process.ProgramFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Looks whether real nodes can run here, and changes nothing.
public final class Doctor {
    private static final Pattern VERSION = Pattern.compile(" v?(\\d+)\\.(\\d+)\\S*");
    private static final Path PROC = Path.of("/proc");

    private Doctor() {}

    public static Examination examine(Toolbox tools) {
        var findings = new ArrayList<Finding>();
        findings.add(user());
        findings.add(architecture());
        findings.add(namespaces());
        findings.add(overlay());
        findings.add(cgroups());
        findings.add(loopDevices());
        findings.addAll(programs(tools));
        return new Examination(findings);
    }

    private static Finding user() {
        return CallingUser.isRoot()
                ? new Finding.Sound("user", "root")
                : new Finding.Lacking(
                        "user",
                        "real nodes need root",
                        "sudo ./nodebus up, or ./nodebus up --nodes sim:2");
    }

    private static Finding architecture() {
        var arch = System.getProperty("os.arch") + " " + System.getProperty("os.name");
        return arch.equals("amd64 Linux")
                ? new Finding.Sound("machine", arch)
                : new Finding.Lacking("machine", arch, "nodes run on Linux x86-64 only");
    }

    private static Finding namespaces() {
        var kinds = List.of("net", "mnt", "pid");
        return kinds.stream().allMatch(kind -> Files.exists(PROC.resolve("self/ns/" + kind)))
                ? new Finding.Sound("namespaces", String.join(" ", kinds))
                : new Finding.Lacking(
                        "namespaces",
                        "the kernel lacks one of " + kinds,
                        "a kernel with CONFIG_NET_NS and CONFIG_PID_NS");
    }

    /// A module may come when it is first mounted, so a modules folder is enough.
    private static Finding overlay() {
        if (lines(PROC.resolve("filesystems")).stream()
                .anyMatch(line -> line.endsWith("overlay"))) {
            return new Finding.Sound("overlay", "in the kernel");
        }
        return Program.of("modprobe", "-n", "overlay").run().succeeded()
                ? new Finding.Sound("overlay", "a module")
                : new Finding.Lacking(
                        "overlay", "no overlay file system", "a kernel with CONFIG_OVERLAY_FS");
    }

    private static Finding cgroups() {
        var mounts = lines(PROC.resolve("self/mountinfo"));
        var first = mounts.stream().anyMatch(line -> line.contains(" - cgroup "));
        var second = mounts.stream().anyMatch(line -> line.contains(" - cgroup2 "));
        if (!first && !second) {
            return new Finding.Lacking(
                    "cgroups", "none mounted", "mount -t cgroup2 none /sys/fs/cgroup");
        }
        return new Finding.Sound("cgroups", first ? second ? "v1 and v2" : "v1" : "v2");
    }

    private static Finding loopDevices() {
        return Files.exists(Path.of("/dev/loop-control"))
                ? new Finding.Sound("disk", "loop devices")
                : new Finding.Reduced(
                        "disk", "no /dev/loop-control: nodes keep their disk in memory");
    }

    private static List<Finding> programs(Toolbox tools) {
        var findings = new ArrayList<Finding>();
        for (var tool : Tool.values()) {
            findings.add(
                    tools.find(tool)
                            .map(path -> present(tool, path))
                            .orElseGet(() -> new Finding.Absent(tool, tools.cache())));
        }
        return findings;
    }

    private static Finding present(Tool tool, Path path) {
        return tool == Tool.CONTAINERD
                ? containerd(path)
                : new Finding.Sound(tool.program(), path.toString());
    }

    private static Finding containerd(Path path) {
        try {
            return containerd(path, Program.of(path.toString(), "--version").output().strip());
        } catch (ProgramFailed e) {
            return new Finding.Lacking(
                    "containerd", String.valueOf(e.getMessage()), "one that starts here");
        }
    }

    /// From 1.6 on; of 3 nothing is known yet.
    static Finding containerd(Path path, String words) {
        var version = VERSION.matcher(words);
        if (!version.find()) {
            return new Finding.Reduced("containerd", path + " does not say its version: " + words);
        }
        var major = Integer.parseInt(version.group(1));
        var minor = Integer.parseInt(version.group(2));
        var seen = path + version.group();
        return major == 1 && minor >= 6 || major == 2
                ? new Finding.Sound("containerd", seen)
                : new Finding.Lacking(
                        "containerd", seen, "containerd 1.6 to 2.x first on the PATH");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
