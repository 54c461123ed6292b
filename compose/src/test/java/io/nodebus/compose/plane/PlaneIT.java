package io.nodebus.compose.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import io.nodebus.compose.box.LoopDevices;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.box.TestBox;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.place.PlaneDir;
import io.nodebus.compose.process.Mark;
import io.nodebus.compose.process.Program;
import io.nodebus.compose.tools.Doctor;
import io.nodebus.compose.tools.Supplies;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RootOnly
class PlaneIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> ENV = System.getenv();

    @TempDir Path folder;
    private final Progress progress = new TestPlane.Silence();
    private String before = "";

    @BeforeEach
    void looksAtTheHost() {
        before = host();
    }

    @AfterEach
    void leavesNothing() throws Exception {
        for (var dir : List.of(dir("one"), dir("two"))) {
            Plane.down(dir, ENV, progress);
            assertEquals(List.of(), remains(dir));
            assertFalse(Files.exists(dir.path()));
        }
        assertEquals(before, host());
    }

    @Test
    void comesUpWithItsNodesAndGoesWithoutATrace() throws Exception {
        var plane = up("one", "2");
        for (var node : plane.nodes()) {
            assertTrue(node.inside("ctr", "version").run().succeeded());
            var images = node.inside("ctr", "-n", "k8s.io", "images", "ls", "-q").output();
            assertTrue(images.lines().toList().containsAll(StockImages.names()), images);
        }
        assertTrue(Plane.find(dir("one"), ENV).isPresent());
        assertTrue(Plane.up(TestPlane.options(dir("one").path(), "2"), progress).wasRunning());
        assertTrue(Plane.down(dir("one"), ENV, progress));
        assertFalse(Plane.down(dir("one"), ENV, progress));
    }

    @Test
    void whatIsMissingIsSaidAsTheDoctorSaysIt() throws Exception {
        var noFolder = Files.createFile(folder.resolve("file")).resolve("tools").toString();
        var env = new TreeMap<>(ENV);
        env.put("PATH", "/nowhere");
        env.put("NODEBUS_TOOLS", noFolder);
        var options = TestPlane.options(dir("one").path(), "1").in(env);
        var doctor = Doctor.examine(Supplies.usual(env, _ -> {}).look("/nowhere"));
        if (doctor.isSound()) {
            return; // a machine that has all of it in its system folders
        }
        var refused = assertThrows(UpRefused.class, () -> Plane.up(options, progress));
        assertEquals(doctor.line(), refused.getMessage());
        assertTrue(doctor.line().contains("get them: apt-get "), doctor.line());
        assertFalse(Files.exists(dir("one").path()));
    }

    @Test
    void twoPlanesRunSideBySide() throws Exception {
        var one = up("one", "1");
        var two = up("two", "1");
        assertNotEquals(one.file().kafka(), two.file().kafka());
        Plane.down(dir("one"), ENV, progress);
        assertTrue(two.node("n1").inside("ctr", "version").run().succeeded());
        assertFalse(remains(dir("two")).isEmpty());
    }

    @Test
    void whatAKilledSupervisorLeavesIsClearedByDown() throws Exception {
        var plane = up("one", "1");
        kill(plane.file().pid("supervisor"));
        assertFalse(remains(dir("one")).isEmpty());
        assertTrue(Plane.down(dir("one"), ENV, progress));
    }

    @Test
    void aSupervisorThatIsKilledInTheMiddleOfUpLeavesNothingThatDownDoesNotFind() throws Exception {
        var up = CompletableFuture.supplyAsync(() -> unchecked("one", "1"));
        var mark = new Mark(dir("one").path());
        Await.until(
                "the supervisor has begun to start others",
                PATIENCE,
                () -> mark.bearers().size() > 3);
        kill(PlaneFile.read(dir("one").file()).orElseThrow().pid("supervisor"));
        var failed = assertThrows(CompletionException.class, up::join);
        assertTrue(String.valueOf(failed.getMessage()).contains("supervisor ended"));
        assertTrue(Plane.down(dir("one"), ENV, progress));
    }

    @Test
    void aPlaneThatWasWholeComesBackWithItsData() throws Exception {
        var plane = up("one", "1");
        plane.node("n1").inside("sh", "-c", "echo kept > /var/log/kept").output();
        var file = plane.file();
        kill(file.pid("supervisor"));
        aTakenPortIsSaid(HostPort.of(file.kafka()).port());
        var again = up("one", "1");
        assertEquals("kept\n", again.node("n1").inside("cat", "/var/log/kept").output());
        assertEquals(file.api(), again.file().api());
        assertEquals(file.kafka(), again.file().kafka());
    }

    /// And nothing is lost by it.
    private void aTakenPortIsSaid(int port) throws IOException {
        new Remains(dir("one"), TestBox.tools(), ENV).clear();
        try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            var refused = assertThrows(UpRefused.class, () -> up("one", "1")).getMessage();
            var why = "had its broker at 127.0.0.1:%d, where another program".formatted(port);
            assertTrue(String.valueOf(refused).contains(why), refused);
        }
    }

    @Test
    void startsAgainWhateverEnds() throws Exception {
        var plane = up("one", "1");
        for (var process : List.of("broker", "fleet", "fabric", "n1")) {
            var pid = plane.file().pid(process);
            plane.kill(process);
            Await.until(
                    process + " runs again",
                    PATIENCE,
                    () -> plane.file().pid(process) != pid && isAlive(plane.file().pid(process)));
        }
        var node = plane.node("n1");
        Await.until(
                "the node has its cable",
                PATIENCE,
                () -> node.inside("ip", "addr").run().out().contains(node.address()));
    }

    @Test
    void whatIsHeldLiesUntilItIsReleased() throws Exception {
        var plane = up("one", "1");
        plane.node("n1").powerOff();
        assertEquals(List.of(), LoopDevices.behind(dir("one").path()));
        plane.node("n1").powerOn();
        Await.until(
                "the node boots",
                PATIENCE,
                () -> plane.node("n1").inside("ctr", "version").run().succeeded());
        var refused = assertThrows(IOException.class, () -> plane.hold("n7"));
        assertTrue(String.valueOf(refused.getMessage()).contains("there is no process n7"));
    }

    private Plane up(String name, String nodes) throws IOException, InterruptedException {
        return Plane.up(TestPlane.options(dir(name).path(), nodes), progress).plane();
    }

    private Plane unchecked(String name, String nodes) {
        try {
            return up(name, nodes);
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private PlaneDir dir(String name) {
        return new PlaneDir(folder.resolve(name));
    }

    private static List<String> remains(PlaneDir dir) {
        return new Remains(dir, TestBox.tools(), ENV).list();
    }

    private static void kill(long pid) {
        var process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static String host() {
        return Program.of("ip", "-o", "link").output() + Program.of("ip", "route").output();
    }
}
