package io.nodebus.compose.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RootOnly
class BoxIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;
    private PlaneDir dir = new PlaneDir(Path.of("/tmp"));
    private String linksBefore = "";
    private String mountsBefore = "";

    @BeforeEach
    void looksAtTheHost() throws IOException {
        dir = new PlaneDir(folder);
        linksBefore = links();
        mountsBefore = mounts();
    }

    @AfterEach
    void leavesNothingOnTheHost() throws IOException {
        new Mark(folder).bearers().forEach(ProcessHandle::destroyForcibly);
        Cgroups.ofThisMachine().remove(dir.cgroup(), PATIENCE);
        LoopDevices.awaitFree(folder, PATIENCE, TestBox.tools());
        assertEquals(linksBefore, links());
        assertEquals(mountsBefore, mounts());
    }

    @Test
    void runsAContainerAndAPowerCutTakesAllOfItAlong() throws Exception {
        var box = TestBox.start(dir, "n1");
        var namespaces = TestBox.namespaces(box.init());
        box.go();
        TestBox.awaitContainerd(box);
        importStockImages(box);
        var cgroup = dir.cgroup() + "/n1/pod";
        box.inside("ctr", "-n", "k8s.io", "run", "-d", "--cgroup", "/" + cgroup)
                .and("--snapshotter", "overlayfs", StockImages.BUSYBOX, "c1", "sleep", "600")
                .output();
        assertFalse(Cgroups.ofThisMachine().named(cgroup).isEmpty());

        box.powerCut();

        assertEquals(List.of(), new Mark(folder).bearers());
        assertFalse(TestBox.isInUse(namespaces));
        assertEquals(List.of(), LoopDevices.behind(folder));
        Cgroups.ofThisMachine().remove(dir.cgroup(), PATIENCE);
        assertEquals(List.of(), Cgroups.ofThisMachine().named(dir.cgroup()));
    }

    @Test
    void keepsItsDiskOverAPowerCut() throws Exception {
        var box = started("n1");
        box.inside("sh", "-c", "echo kept > /var/log/pods").output();
        box.powerCut();
        box = started("n1");
        assertEquals("kept\n", box.inside("cat", "/var/log/pods").output());
        box.powerCut();
    }

    @Test
    void laysItsOwnDirectoriesOverTheHosts() throws Exception {
        var box = started("n1");
        box.inside("sh", "-c", "echo {} > /etc/cni/net.d/10.conflist").output();
        box.inside("sh", "-c", "echo mine > /run/mine").output();
        assertFalse(Files.exists(Path.of("/etc/cni/net.d/10.conflist")));
        assertFalse(Files.exists(Path.of("/run/mine")));
        assertTrue(box.inside("df", "/var/lib/containerd").output().contains("/dev/loop"));
        assertTrue(box.inside("test", "-d", folder.toString()).run().succeeded());
        box.powerCut();
    }

    @Test
    void knowsTheNamesOfWhatItsRelaysLeadTo() throws Exception {
        for (var boot = 1; boot <= 2; boot++) {
            var box = started("n1");
            assertEquals(
                    1,
                    box.inside("cat", "/etc/hosts")
                            .output()
                            .lines()
                            .filter((TestBox.BEYOND + " beyond.test")::equals)
                            .count());
            var own = box.inside("ip", "-o", "addr", "show", "dev", "lo").output();
            assertTrue(own.contains(TestBox.BEYOND + "/32"), own);
            box.powerCut();
        }
        assertFalse(Files.readString(Path.of("/etc/hosts")).contains("beyond.test"));
    }

    @Test
    void startsContainerdAgainWhenItIsKilled() throws Exception {
        var box = started("n1");
        TestBox.awaitContainerd(box);
        var first = box.inside("cat", "/run/nodebus/containerd.pid").output();
        box.inside("sh", "-c", "kill -9 $(cat /run/nodebus/containerd.pid)").output();
        Await.until(
                "another containerd",
                PATIENCE,
                () -> !box.inside("cat", "/run/nodebus/containerd.pid").output().equals(first));
        TestBox.awaitContainerd(box);
        assertNotEquals(first, box.inside("cat", "/run/nodebus/containerd.pid").output());
        box.powerCut();
    }

    @Test
    void letsTheAgentCloseItsJournalWhenItShutsDown() throws Exception {
        var script = "trap 'echo closed > /var/log/closed; exit 0' TERM; sleep infinity & wait";
        var box = Box.start(TestBox.plan(dir, "n1", List.of("sh", "-c", script)));
        box.go();
        awaitBooted(box);
        box.shutDown(PATIENCE);
        assertFalse(box.isAlive());
        var next = started("n1");
        assertEquals("closed\n", next.inside("cat", "/var/log/closed").output());
        next.powerCut();
    }

    @Test
    void buriesWhoeverLostItsParentInThere() throws Exception {
        var box = started("n1");
        box.inside("sh", "-c", "sh -c 'exec true' & exec 1>&- ; (sleep 0.1 &) ; exit 0").output();
        Await.until(
                "no dead are left",
                PATIENCE,
                () -> !box.inside("ps", "ax").output().contains("<defunct>"));
        box.powerCut();
    }

    private Box started(String name) throws IOException {
        var box = TestBox.start(dir, name);
        box.go();
        awaitBooted(box);
        return box;
    }

    private static void awaitBooted(Box box) {
        Await.until(
                "the node has booted",
                PATIENCE,
                () -> box.inside("test", "-s", "/run/nodebus/agent.pid").run().succeeded());
    }

    private void importStockImages(Box box) throws IOException {
        var busybox = TestBox.tools().get(Tool.BUSYBOX);
        var applets = Program.of(busybox.toString(), "--list").output().lines().toList();
        var archive = folder.resolve("stock.tar");
        Files.write(archive, StockImages.archive(Files.readAllBytes(busybox), applets));
        box.inside("ctr", "-n", "k8s.io", "images", "import", archive.toString()).output();
    }

    private static String links() {
        return Program.of("ip", "-o", "link").output();
    }

    private static String mounts() throws IOException {
        return Files.readString(Path.of("/proc/self/mountinfo"));
    }
}
