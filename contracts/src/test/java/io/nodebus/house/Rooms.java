package io.nodebus.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import io.nodebus.contracts.Pure;

/// Which class is in which kind of room, told from the names of packages below one root.
record Rooms(String root) {
    private static final String SERVICES =
            "(nodeagent|proxyrules|imagegc|logrotate|autoscaler|api)";

    /// What may be used where one only computes. No clock, thread, file, socket, randomness.
    static final DescribedPredicate<JavaClass> HARMLESS_JDK =
            describe(
                    "harmless parts of the JDK",
                    type ->
                            type.isPrimitive()
                                    || type.isArray()
                                    // Names that others computed before us are hashes.
                                    || type.getName()
                                            .matches(
                                                    "java\\.security\\.(MessageDigest|NoSuchAlgorithmException)")
                                    || type.getPackageName()
                                                    .matches(
                                                            "java\\.(lang|util|util\\.(function|stream|regex)|math|time(\\..*)?|nio\\.charset|lang\\.(annotation|invoke|runtime))")
                                            && !type.getName()
                                                    .matches(
                                                            "java\\.lang\\.(Thread|ThreadLocal|ProcessBuilder|Process|Runtime)(\\$.*)?|java\\.util\\.(Random|Timer|UUID)"));

    static final DescribedPredicate<JavaClass> PURE =
            describe("in a @Pure room", type -> type.getPackage().isAnnotatedWith(Pure.class));

    static final DescribedPredicate<JavaClass> SIGNS =
            describe(
                    "signs for people and checkers",
                    type ->
                            type.getPackageName().equals("org.jspecify.annotations")
                                    || type.getName().equals("io.nodebus.bus.settings.Setting"));

    DescribedPredicate<JavaClass> in(String... rooms) {
        return describe(
                "in " + String.join(" or ", rooms),
                type -> {
                    for (var room : rooms) {
                        var name = root + "." + room;
                        if (type.getPackageName().equals(name)
                                || type.getPackageName().startsWith(name + ".")) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    DescribedPredicate<JavaClass> inServiceRoot() {
        return describe(
                "in a service root",
                type -> type.getPackageName().matches(quoted() + "\\." + SERVICES));
    }

    DescribedPredicate<JavaClass> inSettings() {
        return describe(
                "in settings",
                type -> type.getPackageName().matches(quoted() + "\\.[a-z]+\\.settings"));
    }

    boolean isEdgeOfService(JavaClass type) {
        return isRoomOfService(type) && !PURE.test(type);
    }

    boolean isRoomOfService(JavaClass type) {
        return type.getPackageName().matches(quoted() + "\\." + SERVICES + "\\..*");
    }

    boolean isOfService(JavaClass type) {
        return (type.getPackageName() + ".").matches(quoted() + "\\." + SERVICES + "\\..*");
    }

    String module(JavaClass type) {
        return type.getPackageName().substring(root.length() + 1).split("\\.", -1)[0];
    }

    /// `io.nodebus.nodeagent.netfilter.nftables` is in the room `nodeagent.netfilter`.
    String room(JavaClass type) {
        var segments = type.getPackageName().substring(root.length() + 1).split("\\.", -1);
        return segments.length == 1 ? segments[0] : segments[0] + "." + segments[1];
    }

    /// Made by protoc: outside the rules.
    boolean isGenerated(JavaClass type) {
        return type.getPackageName().matches(quoted() + "\\.(cri|containerd|externalgrpc)\\..*");
    }

    private String quoted() {
        return root.replace(".", "\\.");
    }
}
