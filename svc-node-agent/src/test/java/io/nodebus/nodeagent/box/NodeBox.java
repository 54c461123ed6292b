package io.nodebus.nodeagent.box;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.nodeagent.await.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One containerd in its own network, mount and process namespaces, on its own disk. Closing it is
/// a power cut: everything in it ends, and its folders go.
public final class NodeBox implements AutoCloseable {
    public static final String BUSYBOX = BusyboxImages.BUSYBOX;

    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private final Tools tools = Tools.here();
    private final Path folder;
    private final String cgroup;
    private final Process unshare;
    private final long init;
    private final Thread atTheEnd = Thread.ofPlatform().unstarted(this::demolish);

    private NodeBox() throws IOException {
        folder = Files.createTempDirectory("nodebus-box");
        cgroup = "/" + folder.getFileName();
        tools.find("runc", "usr/sbin/runc");
        tools.find("containerd", "usr/bin/containerd");
        furnish();
        unshare = boot();
        init = Await.present("init of the box", this::firstChild);
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    /// Why no box can be made here; empty when one can.
    public static Optional<String> missing() {
        return "root".equals(System.getProperty("user.name"))
                ? Optional.empty()
                : Optional.of("a box needs root for namespaces, mounts and cgroups");
    }

    /// A box in which containerd runs and has its images.
    public static NodeBox open() {
        try {
            var box = new NodeBox();
            try {
                box.start();
                box.load();
            } catch (RuntimeException | IOException failure) {
                box.close();
                throw failure;
            }
            return box;
        } catch (IOException impossible) {
            throw new UncheckedIOException("cannot make a box", impossible);
        }
    }

    public Path socket() {
        return seen("/run/containerd/containerd.sock");
    }

    /// Where the test finds a path of the box.
    public Path seen(String path) {
        return Path.of("/proc", Long.toString(init), "root", path);
    }

    /// For `cgroup_parent`; removed when the box closes.
    public String cgroup() {
        return cgroup;
    }

    /// PID of the box's init, in whose namespaces everything is.
    public long init() {
        return init;
    }

    public Path folder() {
        return folder;
    }

    public Tools tools() {
        return tools;
    }

    public void start() {
        say("start");
        Await.until("containerd's socket", () -> Files.exists(socket()) && answers());
    }

    /// kill -9 of containerd, which leaves shims and containers alone.
    public void killContainerd() {
        say("kill");
        Await.until("containerd is gone", () -> !answers());
    }

    /// SIGKILL for a process of the box, by its number in there.
    public void kill(long pid) {
        unshare.descendants()
                .filter(process -> numberInside(process.pid()).equals(Long.toString(pid)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no process " + pid + " in the box"))
                .destroyForcibly();
    }

    /// The kernel tells the numbers of a process from the outermost namespace inwards.
    private static String numberInside(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("NSpid:"))
                    .map(line -> line.split("\\s+", -1))
                    .filter(words -> words.length > 2)
                    .map(words -> words[2])
                    .findFirst()
                    .orElse("");
        } catch (IOException ended) {
            return "";
        }
    }

    public void say(String verb) {
        try {
            var stdin = unshare.getOutputStream();
            stdin.write((verb + "\n").getBytes(UTF_8));
            stdin.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException("the box is gone; " + printed(), gone);
        }
    }

    /// Runs containerd's own client, as an independent witness.
    public String ctr(String... arguments) {
        var command =
                Stream.concat(
                                Stream.of(
                                        tools.find("containerd", "usr/bin/ctr").toString(),
                                        "--address",
                                        socket().toString(),
                                        "--namespace",
                                        "k8s.io"),
                                Stream.of(arguments))
                        .toList();
        return Shell.run(folder, command);
    }

    private boolean answers() {
        try {
            ctr("version");
            return true;
        } catch (IllegalStateException silent) {
            return false;
        }
    }

    private void furnish() throws IOException {
        Shell.run(folder, List.of("truncate", "-s", "1G", "disk.ext4"));
        Shell.run(folder, List.of("mkfs.ext4", "-q", "-m", "0", "disk.ext4"));
        Files.writeString(
                folder.resolve("config.toml"),
                resource("config.toml").replace("@CNI@", tools.cniPlugins().toString()));
        Files.writeString(folder.resolve("ptp.conflist"), resource("ptp.conflist"));
        Files.writeString(folder.resolve("init.sh"), resource("init.sh"));
    }

    private Process boot() throws IOException {
        return new ProcessBuilder(
                        "unshare",
                        "--net",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "bash",
                        folder.resolve("init.sh").toString(),
                        folder.toString(),
                        tools.folder().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("init.log").toFile())
                .start();
    }

    private void load() throws IOException {
        var busybox = Files.readAllBytes(tools.fetch("busybox-static", "bin/busybox"));
        var archive = folder.resolve("images.tar");
        Files.write(archive, BusyboxImages.archive(busybox));
        ctr("images", "import", archive.toString());
    }

    private Optional<Long> firstChild() {
        return unshare.children().findFirst().map(ProcessHandle::pid);
    }

    private String printed() {
        try {
            return Files.readString(folder.resolve("init.log"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static String resource(String name) throws IOException {
        try (var stream = NodeBox.class.getResourceAsStream("/box/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("no test resource /box/" + name);
            }
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atTheEnd);
        demolish();
    }

    /// Also when the tests are cut short.
    private void demolish() {
        unshare.descendants().forEach(ProcessHandle::destroyForcibly);
        unshare.destroyForcibly();
        unshare.onExit().join();
        try {
            removeCgroups();
            removeFolder();
        } catch (IOException left) {
            throw new UncheckedIOException("the box left something behind", left);
        }
    }

    private void removeCgroups() throws IOException {
        try (var hierarchies = Files.list(CGROUPS)) {
            for (var hierarchy : hierarchies.toList()) {
                var own = hierarchy.resolve(cgroup.substring(1));
                if (!Files.isSymbolicLink(hierarchy) && Files.isDirectory(own)) {
                    removeFolders(own);
                }
            }
        }
        var unified = CGROUPS.resolve(cgroup.substring(1));
        if (Files.isDirectory(unified)) {
            removeFolders(unified);
        }
    }

    /// A cgroup is removed as an empty folder, deepest first; the kernel needs a moment after the
    /// last process.
    private static void removeFolders(Path top) throws IOException {
        try (var tree = Files.walk(top)) {
            for (var folder :
                    tree.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
                Await.until("cgroup is empty: " + folder, () -> folder.toFile().delete());
            }
        }
    }

    private void removeFolder() throws IOException {
        Await.until(
                "the box's disk is unmounted",
                () -> !Shell.run(folder, List.of("losetup", "-a")).contains(folder.toString()));
        try (var tree = Files.walk(folder)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
