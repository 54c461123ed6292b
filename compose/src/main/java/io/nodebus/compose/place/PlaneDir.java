package io.nodebus.compose.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A plane's folder and the names of everything in it. The plane's own name follows from the
/// folder, so that two planes in two folders never meet in a cgroup or a socket.
public record PlaneDir(Path path) {
    private static final Path SYSTEM = Path.of("/var/lib/nodebus");
    private static final int LONGEST_NAME = 23;

    /// A node lays its own directories over these: a plane in them would be hidden from its nodes.
    private static final List<Path> COVERED =
            List.of(Path.of("/run"), Path.of("/var/log"), Path.of("/proc"), Path.of("/etc"));

    public PlaneDir {
        path = path.toAbsolutePath().normalize();
        for (var covered : COVERED) {
            if (path.startsWith(covered)) {
                throw new IllegalArgumentException(
                        "--dir must lie outside of %s, which nodes cover with their own, got %s"
                                .formatted(covered, path));
            }
        }
    }

    /// Where the plane lies when nothing else is said.
    public static PlaneDir usual(CallingUser user) {
        return CallingUser.isRoot()
                ? ofRoot()
                : new PlaneDir(user.home().resolve(".local/share/nodebus/default"));
    }

    /// Where it lies when root, or somebody under sudo, has started it.
    public static PlaneDir ofRoot() {
        return new PlaneDir(SYSTEM.resolve("default"));
    }

    /// The folder's name; with six digits of its path unless it is where root's planes lie.
    public String plane() {
        var last = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        var name = last.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        if (SYSTEM.equals(path.getParent()) && name.equals(last)) {
            return name;
        }
        return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + digits();
    }

    private String digits() {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(path.toString().getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 3);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// What the plane is and who runs it.
    public Path file() {
        return path.resolve("plane.json");
    }

    /// The copy of the build that its processes run from.
    public Path build() {
        return path.resolve("build");
    }

    public Path broker() {
        return path.resolve("broker");
    }

    public Path node(String name) {
        return path.resolve("nodes").resolve(name);
    }

    /// Archives that every node loads when it starts.
    public Path images() {
        return path.resolve("images");
    }

    public Path logs() {
        return path.resolve("log");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    public Path adminToken() {
        return path.resolve("admin.token");
    }

    public Path nodeToken() {
        return path.resolve("node.token");
    }

    public Path fleetKey() {
        return path.resolve("fleet.key");
    }

    public Path certificate() {
        return path.resolve("ca.crt");
    }

    /// Registry settings for the plane's containerds, beside the host's in /etc/containerd/certs.d.
    public Path registries() {
        return path.resolve("certs.d");
    }

    /// The cgroup all pods of the plane are in, in every hierarchy.
    public String cgroup() {
        return "nodebus-" + plane();
    }

    /// Where the supervisor takes orders. Short: a unix socket's path ends at 107 bytes.
    public Path socket(Map<String, String> env) {
        return sockets(env).resolve("supervisor");
    }

    /// The folder of [#socket].
    public Path sockets(Map<String, String> env) {
        if (CallingUser.isRoot()) {
            return Path.of("/run/nodebus", plane());
        }
        var own = env.get("XDG_RUNTIME_DIR");
        return own != null && Files.isDirectory(Path.of(own))
                ? Path.of(own, "nodebus", plane())
                : Path.of("/tmp", "nodebus-" + CallingUser.of(env).uid(), plane());
    }
}
