package io.nodebus.compose.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolboxTest {
    @TempDir Path folder;

    @Test
    void prefersThePathToTheCache() throws Exception {
        var onPath = program("path/containerd");
        program("cache/usr/bin/containerd");
        var tools = Toolbox.look(folder.resolve("cache"), folder.resolve("path").toString());
        assertEquals(Optional.of(onPath), tools.find(Tool.CONTAINERD));
    }

    @Test
    void findsPluginsInTheCacheAlone() throws Exception {
        var plugin = program("cache/usr/lib/cni/ptp");
        program("path/ptp");
        var tools = Toolbox.look(folder.resolve("cache"), folder.resolve("path").toString());
        assertTrue(
                tools.find(Tool.CNI_PTP).stream()
                        .allMatch(path -> !path.startsWith(folder.resolve("path"))));
        assertTrue(Files.exists(plugin));
    }

    @Test
    void takesNoBusyboxThatNeedsLibraries() {
        assertFalse(Elf.isStatic(Path.of("/bin/sh")));
    }

    @Test
    void putsTheFoldersOfWhatWasFoundFirst() throws Exception {
        program("cache/usr/bin/runc");
        var tools =
                new Toolbox(
                        folder.resolve("cache"),
                        List.of(Path.of("/usr/bin")),
                        Map.of(Tool.RUNC, folder.resolve("cache/usr/bin/runc")));
        assertEquals(folder.resolve("cache/usr/bin") + ":/usr/bin", tools.searchPath());
    }

    @Test
    void saysHowToGetWhatIsMissing() {
        var empty = new Toolbox(Path.of("/cache"), List.of(), Map.of());
        var missing = assertThrows(ToolMissing.class, () -> empty.get(Tool.RUNC));
        assertEquals(
                "missing: runc; get them: apt-get download runc && for deb in *.deb; do dpkg-deb -x"
                        + " $deb /cache; done",
                missing.getMessage());
    }

    @Test
    void installsWhatDoesNoHarmAndUnpacksTheRest() {
        assertEquals(
                "apt-get install nftables && apt-get download runc && for deb in *.deb; do dpkg-deb"
                        + " -x $deb /cache; done",
                Remedy.command(List.of(Tool.NFT, Tool.RUNC), Path.of("/cache")));
    }

    private Path program(String name) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
