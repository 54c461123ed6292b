package io.nodebus.compose.fleet;

import static io.nodebus.bus.Await.done;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.bus.Await;
import io.nodebus.bus.Bus.Ear;
import io.nodebus.bus.Heeded;
import io.nodebus.bus.broker.BrokerProcess;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.kafka.KafkaBus;
import io.nodebus.bus.kafka.KafkaSettings;
import io.nodebus.compose.client.ApiClient;
import io.nodebus.compose.client.Refusal;
import io.nodebus.compose.client.Server.NoServer;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.simulation.SimulatedNodes;
import io.nodebus.contracts.plane.LeaderState;
import io.nodebus.contracts.plane.LeaderState.Leads;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.topic.Topic;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes with all fleet services on one broker, and two simulated nodes: of each service
/// one leads, whatever becomes of the other.
class TwoFleetsIT {
    private static final String PODS = "/api/v1/namespaces/default/pods";

    private final Vertx vertx = Vertx.vertx();
    @TempDir private Path folder;
    private BrokerProcess broker;
    private FleetProcess one;
    private FleetProcess two;
    private FleetProcess nodes;
    private Heeded leaders;
    private Heeded bound;

    @BeforeEach
    void begins() {
        broker = BrokerProcess.start(folder.resolve("broker"));
        one = FleetProcess.fleet(broker.bootstrap(), folder.resolve("plane")).awaitReady();
        two = FleetProcess.fleet(broker.bootstrap(), folder.resolve("plane"));
        nodes =
                FleetProcess.of(
                        SimulatedNodes.class,
                        "--kafka-bootstrap",
                        broker.bootstrap(),
                        "--nodes",
                        "2",
                        "--state-dir",
                        folder.resolve("nodes").toString());
        var bus = done(KafkaBus.start(vertx, KafkaSettings.at(broker.bootstrap(), "test")));
        leaders =
                Heeded.hears(vertx, bus, Ear.all(LeaderState.API), Ear.all(LeaderState.AUTOSCALER));
        bound = Heeded.hears(vertx, bus, Ear.all(PodBound.TOPIC));
        two.awaitReady();
    }

    @AfterEach
    void ends() {
        for (var process : List.of(nodes, one, two)) {
            process.close();
        }
        done(vertx.close());
        broker.close();
    }

    @Test
    void whoeverIsAskedAnswersAndTheOtherTakesOverFromOneThatWasKilled() {
        try (var first = one.client();
                var second = two.client()) {
            assertEquals(one.api(), leader(LeaderState.API).address());
            create(second, 1, 4);
            awaitRunning(second, 4);
            assertEquals(versions(first), versions(second));

            one.kill();
            assertEquals(4, running(second));
            awaitLeader(LeaderState.API, two.api());
            awaitLeader(LeaderState.AUTOSCALER, two.health());
            create(second, 5, 8);
            awaitRunning(second, 8);

            one.startAgain();
            one.awaitReady();
            create(first, 9, 10);
            awaitRunning(first, 10);
            assertEquals(two.api(), leader(LeaderState.API).address());

            two.terminate();
            awaitLeader(LeaderState.API, one.api());
            create(first, 11, 12);
            awaitRunning(first, 12);
            eachIsBoundOnce(12);
        }
    }

    @Test
    void nothingIsBoundTwiceByALeaderThatStoodStill() {
        try (var first = one.client();
                var second = two.client()) {
            create(first, 1, 2);
            awaitRunning(first, 2);
            one.freeze();
            awaitLeader(LeaderState.API, two.api());
            awaitLeader(LeaderState.AUTOSCALER, two.health());
            create(second, 3, 4);
            awaitRunning(second, 4);
            one.thaw();
            create(first, 5, 6);
            awaitRunning(second, 6);
            awaitRunning(first, 6);
            eachIsBoundOnce(6);
            assertEquals(two.api(), leader(LeaderState.API).address());
            assertEquals(
                    List.of(),
                    bound.story().stream().filter(line -> line.startsWith("overtaken")).toList());
        }
    }

    private Leads leader(Topic<LeaderState> of) {
        return leaders.records().stream()
                .filter(heard -> heard.topic().equals(of))
                .map(heard -> (Leads) heard.message().orElseThrow())
                .toList()
                .getLast();
    }

    private void awaitLeader(Topic<LeaderState> of, String address) {
        Await.until(() -> leader(of).address().equals(address), leaders::story);
    }

    /// Says it again until it is taken, as people do.
    private static void create(ApiClient api, int from, int to) {
        for (var number = from; number <= to; number++) {
            var pod = pod("p" + number);
            Await.until(() -> isTaken(api, pod), () -> "no leader takes " + pod);
        }
    }

    private static boolean isTaken(ApiClient api, Map<String, ?> pod) {
        try {
            api.send("POST", PODS, Map.of(), pod);
            return true;
        } catch (Refusal e) {
            return String.valueOf(e.getMessage()).contains("already exists");
        } catch (NoServer e) {
            return false;
        }
    }

    private static Map<String, ?> pod(String name) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", name),
                "spec",
                Map.of("containers", List.of(Map.of("name", "web", "image", StockImages.WEB))));
    }

    private static void awaitRunning(ApiClient api, int number) {
        Await.until(() -> running(api) == number, () -> api.get(PODS, Map.of()));
    }

    private static long running(ApiClient api) {
        return api.get(PODS, Map.of()).list("items").stream()
                .filter(pod -> pod.at("status").text("phase").equals("Running"))
                .count();
    }

    private static List<String> versions(ApiClient api) {
        return api.get(PODS, Map.of()).list("items").stream()
                .map(pod -> pod.at("metadata"))
                .map((Tree meta) -> meta.text("name") + meta.text("resourceVersion"))
                .toList();
    }

    /// As the topic tells it: of each UID one node.
    private void eachIsBoundOnce(int number) {
        var nodesByUid = new TreeMap<String, TreeSet<String>>();
        for (var heard : bound.records()) {
            heard.message()
                    .ifPresent(message ->
                            nodesByUid
                                    .computeIfAbsent(uid(message), _ -> new TreeSet<>())
                                    .add(node(heard)));
        }
        assertEquals(number, nodesByUid.size(), nodesByUid::toString);
        assertEquals(
                IntStream.range(0, number).mapToObj(_ -> 1).toList(),
                nodesByUid.values().stream().map(TreeSet::size).toList(),
                nodesByUid::toString);
    }

    private static String uid(Object message) {
        return ((PodBound) message).pod().metadata().uid().orElseThrow();
    }

    private static String node(Heard<?> heard) {
        return heard.key().split("/", 2)[0];
    }
}
