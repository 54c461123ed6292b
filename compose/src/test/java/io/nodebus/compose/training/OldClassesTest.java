package io.nodebus.compose.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OldClassesTest {
    @TempDir private Path folder;

    /// Loading a class with all it declares has the JVM verify it.
    @Test
    void everyClassOfTheCommandLinesLibraryIsOfTodayAndPassesTheVerifier() throws Exception {
        var renewed = folder.resolve("picocli.jar");
        assertTrue(OldClasses.renew(library(), renewed));
        var classes = 0;
        try (var jar = new JarFile(renewed.toFile());
                var loader =
                        new URLClassLoader(
                                new URL[] {renewed.toUri().toURL()},
                                ClassLoader.getPlatformClassLoader())) {
            for (var entry : jar.stream().toList()) {
                var name = entry.getName();
                if (name.startsWith("picocli/") && name.endsWith(".class")) {
                    var bytes = jar.getInputStream(entry).readAllBytes();
                    assertEquals(
                            ClassFile.latestMajorVersion(),
                            ClassFile.of().parse(bytes).majorVersion(),
                            name);
                    Class.forName(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                            true,
                            loader);
                    classes++;
                }
            }
        }
        assertTrue(classes > 200, classes + " classes");
    }

    @Test
    void whatIsOfTodayIsLeftAsItIs() throws Exception {
        var renewed = folder.resolve("picocli.jar");
        OldClasses.renew(library(), renewed);
        var before = Files.readAllBytes(renewed);
        assertFalse(OldClasses.renew(renewed, folder.resolve("again.jar")));
        OldClasses.main(new String[] {renewed.toString()});
        assertEquals(before.length, Files.size(renewed));
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count());
        }
    }

    private static Path library() throws Exception {
        return Path.of(
                CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
