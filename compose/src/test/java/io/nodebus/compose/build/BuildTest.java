package io.nodebus.compose.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {
    @TempDir Path folder;

    @Test
    void isCopiedWithItsTimesAndItsCaches() throws Exception {
        var app = folder.resolve("app");
        Files.createDirectories(app.resolve("lib"));
        Files.writeString(app.resolve("nodebus.jar"), "jar");
        Files.writeString(app.resolve("lib/a.jar"), "a");
        Files.writeString(Files.createDirectories(app.resolve("aot")).resolve("node.aot"), "aot");

        var copy = Build.of(app).copyTo(folder.resolve("copy"));

        assertEquals(List.of(folder.resolve("copy/nodebus.jar")), copy.classPath());
        assertEquals("a", Files.readString(folder.resolve("copy/lib/a.jar")));
        assertEquals(
                Files.getLastModifiedTime(app.resolve("nodebus.jar")),
                Files.getLastModifiedTime(copy.classPath().getFirst()));
        assertTrue(
                Jvm.NODE
                        .command(copy, List.of())
                        .contains("-XX:AOTCache=" + folder.resolve("copy/aot/node.aot")));
    }

    @Test
    void runsFromWhereItIsWhenItIsNotPackaged() throws Exception {
        var loose = new Build(List.of(folder.resolve("classes")), folder, Optional.empty());
        assertEquals(loose, loose.copyTo(folder.resolve("copy")));
    }

    @Test
    void usesNoCacheThatIsNotThere() {
        var command = Jvm.NODE.command(Build.of(folder), List.of("--node", "n1"));
        assertFalse(command.stream().anyMatch(word -> word.startsWith("-XX:AOTCache")));
        assertEquals(
                List.of("io.nodebus.compose.bundle.NodeBundle", "--node", "n1"),
                command.subList(command.size() - 3, command.size()));
    }

    @Test
    void writesDownWhatItsProcessesLoadAndMakesCachesOfThat() {
        var records = folder.resolve("records");
        var app = folder.resolve("app");
        var recording = new Build(List.of(app), app, Optional.of(records));
        assertTrue(
                Jvm.FLEET
                        .command(recording, List.of())
                        .containsAll(
                                List.of(
                                        "-XX:AOTMode=record",
                                        "-XX:AOTConfiguration=" + records.resolve("fleet.aotconf"),
                                        "-Dnodebus.records=" + records)));
        assertTrue(
                Jvm.FLEET
                        .cacheFrom(records, Build.of(app))
                        .containsAll(
                                List.of(
                                        "-XX:AOTMode=create",
                                        "-XX:AOTConfiguration=" + records.resolve("fleet.aotconf"),
                                        "-XX:AOTCache=" + app.resolve("aot/fleet.aot"))));
    }

    @Test
    void ofThisProcessIsWhatTheTestRunsFrom() {
        assertTrue(Build.ofThisProcess().classPath().size() > 1);
    }
}
