package io.nodebus.compose.training;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Gives the classes of a library the form of today's class files. No start-up cache takes those
/// without stack maps, as compilers made them for Java 5, and the JVM verifies them slowly each
/// time: picocli's cost every command a quarter of a second.
public final class OldClasses {
    /// The first version with stack maps.
    private static final int STACK_MAPS = ClassFile.JAVA_6_VERSION;

    private OldClasses() {}

    /// @param jars to be renewed where they are
    public static void main(String[] jars) throws IOException {
        for (var name : jars) {
            var jar = Path.of(name);
            var renewed = Path.of(name + ".renewed");
            if (renew(jar, renewed)) {
                Files.move(renewed, jar, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.delete(renewed);
            }
        }
    }

    /// Answers whether there was anything old in it.
    static boolean renew(Path jar, Path into) throws IOException {
        var old = false;
        try (var known = knownBy(jar);
                var in = new ZipInputStream(Files.newInputStream(jar));
                var out = new ZipOutputStream(Files.newOutputStream(into))) {
            var classFile =
                    ClassFile.of(
                            StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
                            ClassHierarchyResolverOption.of(
                                    ClassHierarchyResolver.ofResourceParsing(known)));
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var bytes = in.readAllBytes();
                if (isOld(entry, bytes)) {
                    old = true;
                    bytes = renewed(classFile, bytes);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(bytes);
            }
        }
        return old;
    }

    private static URLClassLoader knownBy(Path jar) throws IOException {
        return new URLClassLoader(
                new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    private static boolean isOld(ZipEntry entry, byte[] bytes) {
        return entry.getName().endsWith(".class")
                && ClassFile.of().parse(bytes).majorVersion() < STACK_MAPS;
    }

    private static byte[] renewed(ClassFile classFile, byte[] bytes) {
        return classFile.transformClass(
                classFile.parse(bytes),
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen((builder, element) -> {
                            if (element instanceof ClassFileVersion) {
                                builder.withVersion(ClassFile.latestMajorVersion(), 0);
                            } else {
                                builder.with(element);
                            }
                        }));
    }
}
