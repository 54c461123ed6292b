package io.nodebus.compose.build;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// Our own code as files. Packaged it is a folder, `nodebus.jar` with `lib/` and `aot/` beside it,
/// and is copied into the plane, so that a rebuild pulls no jar from under a running JVM. In a test
/// it is the class path of the test.
///
/// @param classPath of every process, in order
/// @param caches where AOT caches lie
/// @param records where JVMs write down what they load, when caches are being trained
public record Build(List<Path> classPath, Path caches, Optional<Path> records) {
    /// System property of a process that hands [#records] on to those it starts.
    public static final String RECORDS = "nodebus.records";

    private static final String JAR = "nodebus.jar";

    public Build {
        classPath = List.copyOf(classPath);
    }

    /// What this process runs from.
    public static Build ofThisProcess() {
        var entries = new ArrayList<Path>();
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            var path = Path.of(entry).toAbsolutePath();
            entries.add(path);
            if (Files.isRegularFile(path)) {
                entries.addAll(named(path));
            }
        }
        var first = entries.getFirst();
        var records = Optional.ofNullable(System.getProperty(RECORDS)).map(Path::of);
        return isPackaged(first)
                ? of(first.resolveSibling(""), records)
                : new Build(
                        entries.stream().distinct().toList(), first.resolveSibling("aot"), records);
    }

    /// A packaged build. The jar's manifest names the others.
    public static Build of(Path folder) {
        return of(folder, Optional.empty());
    }

    private static Build of(Path folder, Optional<Path> records) {
        return new Build(List.of(folder.resolve(JAR)), folder.resolve("aot"), records);
    }

    private static boolean isPackaged(Path entry) {
        return entry.endsWith(JAR);
    }

    /// What the manifest of a jar puts on the class path: files beside it, or anywhere as URL.
    private static List<Path> named(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest();
            var value =
                    manifest == null
                            ? null
                            : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return value == null
                    ? List.of()
                    : Stream.of(value.split(" ", -1))
                            .filter(name -> !name.isBlank())
                            .map(name -> resolved(jar, name))
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path resolved(Path jar, String name) {
        try {
            return Path.of(jar.toUri().resolve(new URI(name)));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(jar + " names no file: " + name, e);
        }
    }

    /// The same build in another folder. One that is not packaged stays where it is. Times are
    /// kept: an AOT cache is only good for the jars it was made from, by size and time.
    public Build copyTo(Path folder) throws IOException {
        var jar = classPath.getFirst();
        if (!isPackaged(jar)) {
            return this;
        }
        var from = jar.resolveSibling("");
        try (var files = Files.walk(from)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var to = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(to.resolveSibling(""));
                copy(file, to);
            }
        }
        return of(folder, records);
    }

    /// Caches are big and only ever replaced as a whole, so a second name for the same file will
    /// do.
    private static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        if (from.toString().endsWith(".aot")) {
            try {
                Files.createLink(to, from);
                return;
            } catch (IOException | UnsupportedOperationException e) {
                // another file system: copied like the rest
            }
        }
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }
}
