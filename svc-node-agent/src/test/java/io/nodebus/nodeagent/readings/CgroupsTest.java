package io.nodebus.nodeagent.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.usage.NodeUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Cgroup version 2 is read from copies of its files: the machines this is tested on may have only
/// version 1.
class CgroupsTest {
    @TempDir Path root;
    @TempDir Path proc;

    @BeforeEach
    void machine() throws IOException {
        Files.writeString(
                proc.resolve("meminfo"),
                "MemTotal:       1000 kB\nMemFree:         10 kB\nMemAvailable:    400 kB\n");
        Files.writeString(
                proc.resolve("stat"),
                "cpu  100 2 30 5000 7 1 2 3 50 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
    }

    @Test
    void aMachineIsReadFromProc() throws IOException {
        var usage = read("/");
        assertEquals(1000 * 1024, usage.memoryCapacityBytes());
        assertEquals(600 * 1024, usage.memoryWorkingSetBytes());
        assertEquals((100 + 2 + 30 + 1 + 2 + 3) * 10_000_000L, usage.cpuNanoseconds());
    }

    @Test
    void versionOneHasAFolderPerController() throws IOException {
        write("cpuacct/p/n1/cpuacct.usage", "123456789\n");
        write("memory/p/n1/memory.usage_in_bytes", "5000\n");
        write("memory/p/n1/memory.stat", "cache 1\ninactive_file 7\ntotal_inactive_file 2000\n");
        var usage = read("/p/n1");
        assertEquals(123_456_789, usage.cpuNanoseconds());
        assertEquals(3000, usage.memoryWorkingSetBytes());
    }

    @Test
    void versionTwoHasAllInOne() throws IOException {
        write("cgroup.controllers", "cpu memory\n");
        write("p/n1/cpu.stat", "usage_usec 123\nuser_usec 100\n");
        write("p/n1/memory.current", "5000\n");
        write("p/n1/memory.stat", "anon 1\ninactive_file 6000\n");
        var usage = read("/p/n1");
        assertEquals(123_000, usage.cpuNanoseconds());
        assertEquals(0, usage.memoryWorkingSetBytes());
    }

    @Test
    void whatIsNotThereUsesNothing() throws IOException {
        var usage = read("/nobody");
        assertEquals(0, usage.cpuNanoseconds());
        assertEquals(0, usage.memoryWorkingSetBytes());
    }

    @Test
    void thisMachineUsesSomething() throws IOException {
        var real = new Cgroups(Path.of("/sys/fs/cgroup"), Path.of("/proc"), InstantSource.system());
        var usage = real.read("/");
        assertTrue(
                usage.cpuNanoseconds() > 0 && usage.memoryWorkingSetBytes() > 0, usage.toString());
        assertTrue(usage.memoryWorkingSetBytes() < usage.memoryCapacityBytes(), usage.toString());
    }

    private NodeUsage read(String cgroup) throws IOException {
        return new Cgroups(root, proc, InstantSource.system()).read(cgroup);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).resolveSibling(""));
        Files.writeString(root.resolve(file), text);
    }
}
