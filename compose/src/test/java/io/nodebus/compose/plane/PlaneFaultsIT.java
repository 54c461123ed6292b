package io.nodebus.compose.plane;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.bus.topics.NoBroker;
import io.nodebus.bus.topics.TopicsApply;
import io.nodebus.bus.topics.TopicsWanted;
import io.nodebus.compose.await.Await;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Server;
import io.nodebus.compose.client.Server.NoServer;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.process.ProgramFailed;
import io.nodebus.compose.scratch.Ctr;
import io.nodebus.compose.scratch.Folders;
import io.nodebus.compose.scratch.ScratchPods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// A whole plane whose broker is emptied, or dead while a node loses power. What runs is told by
/// `ctr`, what the topics say by Kafka's own consumer.
@RootOnly
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlaneFaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String OWN = "/apis/nodebus.io/v1/";
    private static final TopicsWanted AS_IT_WAS = TopicsWanted.of(4, 1);

    private TestPlane test;
    private Plane plane;
    private ApiClient api;
    private List<String> pods = List.of();

    @BeforeAll
    void up() throws IOException, InterruptedException {
        test = TestPlane.up("1");
        plane = test.plane();
        api = new ApiClient(Server.ofPlane(plane.dir().path()), Duration.ofSeconds(60));
    }

    @AfterAll
    void down() throws IOException {
        api.close();
        test.close();
    }

    @BeforeEach
    void twoPodsRun(TestInfo info) {
        var name = info.getTestMethod().orElseThrow().getName();
        var start = name.substring(0, 6).toLowerCase(Locale.ROOT);
        pods = List.of(start + "-one", start + "-two");
        var made = new ScratchPods(api);
        pods.forEach(pod -> made.sleeper(pod, 1, "app", "side"));
        pods.forEach(pod -> awaitRunning(pod, 0));
    }

    @AfterEach
    void whatIsOrderedIsDone() {
        pods.forEach(pod -> api.send("DELETE", PODS + "/" + pod, Map.of(), Map.of()));
        Await.until("the pods are gone", PATIENCE, () -> listed().isEmpty());
        Await.until("nothing is said of them", PATIENCE, () -> newest("pods.state").isEmpty());
        pods.forEach(pod -> assertEquals(Set.of(), tasks(pod)));
    }

    @Test
    void aNodeThatLosesPowerWhileTheBrokerIsAwayRunsItsPodsAgainAllTheSame() throws IOException {
        var uids = uids();
        brokerDies();
        plane.node("n1").powerCut();

        for (var pod : pods) {
            Await.until(pod + " runs again", PATIENCE, () -> tasks(pod).size() == 2);
        }
        plane.release("broker");

        pods.forEach(pod -> awaitRunning(pod, 1));
        assertEquals(uids, uids());
        pods.forEach(this::requireTwoAttempts);
        converged();
    }

    private void brokerDies() throws IOException {
        var broker = ProcessHandle.of(plane.file().pid("broker")).orElseThrow();
        plane.hold("broker");
        broker.onExit().join();
    }

    private void requireTwoAttempts(String pod) {
        var logs = "ls /var/log/pods/default_%s_*/*".formatted(pod);
        var printed = plane.node("n1").inside("sh", "-c", logs).output();
        var attempts = printed.lines().filter(line -> line.endsWith(".log")).toList();
        assertEquals(List.of("0.log", "1.log", "0.log", "1.log"), attempts, printed);
    }

    /// Design law 9, for everybody together.
    @Test
    void emptiedBrokersAreFilledAgainWhenSomebodyAcceptsThem() throws IOException {
        var uids = uids();
        var before = running();
        brokerDies();
        try (var files = Files.list(plane.dir().broker())) {
            for (Path file : files.toList()) {
                Folders.remove(file);
            }
        }
        plane.release("broker");
        found();

        Await.until("nothing is written to it", PATIENCE, this::isRefused);
        Await.until(
                "the node says its pods again", PATIENCE, () -> said().equals(Set.copyOf(pods)));
        Await.until("it is said why nothing is decided", PATIENCE, this::isSaidWhy);
        assertEquals(Map.of(), newest("pods.desired"));
        assertEquals(before, running());

        api.send("POST", OWN + "plane/accept", Map.of(), Map.of());
        converged();
        api.send("POST", OWN + "nodes/n1/accept-plane", Map.of(), Map.of());
        converged();
        assertEquals(uids, uids());
        assertEquals(before, running());
    }

    private void found() {
        var topics = new TopicsApply(KafkaSettings.at(plane.file().kafka(), "test"));
        Await.until(
                "the plane is founded",
                PATIENCE,
                () -> {
                    try {
                        topics.apply(AS_IT_WAS);
                        return true;
                    } catch (NoBroker starting) {
                        return false;
                    }
                });
    }

    private boolean isRefused() {
        try {
            // Of whom there is not: would it be taken, nothing would come of it.
            api.send("DELETE", PODS + "/nobody", Map.of(), Map.of());
            return false;
        } catch (Refusal refusal) {
            return String.valueOf(refusal.getMessage()).contains("nodebus plane accept");
        }
    }

    private boolean isSaidWhy() {
        return newest("scaling.decisions").values().stream()
                .anyMatch(it -> it.at("because").text("reason").equals("PlaneChanged"));
    }

    // What there is.

    private void awaitRunning(String pod, int restarts) {
        Await.until(
                pod + " runs",
                PATIENCE,
                () -> {
                    var containers = read(pod).at("status").list("containerStatuses");
                    return containers.size() == 2
                            && containers.stream()
                                    .allMatch(it ->
                                            it.at("state").has("running")
                                                    && it.text("restartCount")
                                                            .equals("" + restarts));
                });
    }

    private Tree read(String pod) {
        try {
            return api.get(PODS + "/" + pod, Map.of());
        } catch (Refusal | NoServer later) {
            return Tree.of(null);
        }
    }

    private Set<String> listed() {
        var names = new TreeSet<String>();
        api.get(PODS, Map.of())
                .list("items")
                .forEach(pod -> names.add(pod.at("metadata").text("name")));
        return names;
    }

    private Map<String, String> uids() {
        var uids = new TreeMap<String, String>();
        pods.forEach(pod -> uids.put(pod, read(pod).at("metadata").text("uid")));
        return uids;
    }

    private Map<String, Set<Ctr.Task>> running() {
        var running = new TreeMap<String, Set<Ctr.Task>>();
        pods.forEach(pod -> running.put(pod, tasks(pod)));
        return running;
    }

    /// None while the node has no power.
    private Set<Ctr.Task> tasks(String pod) {
        try {
            return Set.copyOf(new Ctr(plane.node("n1")).running(pod));
        } catch (ProgramFailed off) {
            return Set.of();
        }
    }

    // What is said.

    private Map<String, Tree> newest(String topic) {
        return NewestRecords.of(plane.file().kafka(), topic);
    }

    private Set<String> said() {
        var said = new TreeSet<String>();
        newest("pods.state").keySet().forEach(key -> said.add(key.replace("n1/default/", "")));
        return said;
    }

    private void converged() {
        try {
            Await.until("the topics agree", PATIENCE, () -> difference().isEmpty());
        } catch (AssertionError late) {
            assertEquals(Optional.empty(), difference());
        }
    }

    /// Every topic has these pods under their uids and no other key, and what the node says of them
    /// is what runs. Answers what is otherwise.
    private Optional<String> difference() {
        var uids = uids();
        return Stream.of(
                        differs("pods.desired", "default/", "pod.metadata.uid", uids),
                        differs("pods.placement", "default/", "uid", uids),
                        differs("pods.bound", "n1/default/", "pod.metadata.uid", uids),
                        differs("pods.state", "n1/default/", "uid", uids),
                        containersDiffer())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> differs(
            String topic, String before, String path, Map<String, String> uids) {
        var there = new TreeMap<String, String>();
        var dot = path.lastIndexOf('.');
        newest(topic)
                .forEach((key, tree) ->
                        there.put(
                                key.replace(before, ""),
                                (dot < 0 ? tree : tree.at(path.substring(0, dot)))
                                        .text(path.substring(dot + 1))));
        return there.equals(uids) ? Optional.empty() : Optional.of(topic + " has " + there);
    }

    private Optional<String> containersDiffer() {
        var said = new TreeSet<String>();
        newest("pods.state")
                .values()
                .forEach(state ->
                        state.list("containers").stream()
                                .filter(it -> it.at("state").has("running"))
                                .map(it -> it.text("containerId").replaceFirst(".*://", ""))
                                .forEach(said::add));
        var runs = new TreeSet<String>();
        running().values().forEach(all -> all.forEach(task -> runs.add(task.container())));
        return said.equals(runs)
                ? Optional.empty()
                : Optional.of("said to run: %s, runs: %s".formatted(said, runs));
    }
}
