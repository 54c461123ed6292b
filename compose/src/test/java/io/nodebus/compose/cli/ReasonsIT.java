package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.bus.wire.Json;
import io.nodebus.compose.await.Await;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.client.Tree;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.plane.TestPlane;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// Pods that cannot do what is wanted of them, on a real node: everybody who asks is told the
/// reason, and each figure stands in the record that is named for it.
@RootOnly
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReasonsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PODS =
            pod("noimage", "image: localhost/nodebus/nope:1")
                    + pod("nocommand", busybox("command: [nosuch]"))
                    + pod("fails", busybox("command: [sh, -c, exit 1]"))
                    + pod(
                            "oom",
                            busybox(
                                    """
                                    command: [sh, -c, 'a=0123456789; while true; do a=$a$a; done']
                                        resources: {limits: {memory: 16Mi}}\
                                    """))
                    + pod("large", busybox("resources: {requests: {cpu: 64}}"))
                    + pod("elsewhere", busybox("command: [sleep, '1']"))
                    + "  nodeSelector: {disk: ssd}\n";

    private TestPlane plane;
    private Typed typed;

    private static String pod(String name, String container) {
        return """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: %s}
        spec:
          restartPolicy: Never
          terminationGracePeriodSeconds: 1
          containers:
          - name: c
            %s
        """
                .formatted(name, container);
    }

    private static String busybox(String more) {
        return "image: %s\n    %s".formatted(StockImages.BUSYBOX, more);
    }

    @BeforeAll
    void up() throws IOException, InterruptedException {
        plane = TestPlane.up("1");
        typed = new Typed(plane.plane().dir().path());
        Await.until(
                "the node is ready",
                PATIENCE,
                () ->
                        typed.run("get", "nodes", "--no-headers").lines().stream()
                                .anyMatch(line -> line.startsWith("n1 Ready")));
        var applied = typed.with(PODS, "apply", "-f", "-");
        assertEquals(0, applied.code(), applied.err());
    }

    @AfterAll
    void down() throws IOException {
        plane.close();
    }

    private void awaitStatus(String pod, String... any) {
        Await.until(
                pod + " is " + List.of(any), PATIENCE, () -> List.of(any).contains(status(pod)));
    }

    private String status(String pod) {
        var lines = typed.run("get", "pod", pod, "--no-headers").lines();
        return lines.isEmpty() ? "" : lines.getFirst().split(" ", -1)[2];
    }

    private void isToldEverywhere(String pod, String reason, String message) {
        for (var verb : List.of("describe", "why")) {
            var said = typed.run(verb, "pod/" + pod).out();
            assertTrue(said.contains(reason), said);
            assertTrue(said.contains(message), said);
        }
    }

    @Test
    void anImageThatIsNotThere() {
        awaitStatus("noimage", "ErrImagePull", "ImagePullBackOff");
        isToldEverywhere("noimage", "ErrImagePull", "localhost/nodebus/nope:1");
    }

    @Test
    void aCommandThatIsNotThere() {
        awaitStatus("nocommand", "StartError");
        isToldEverywhere("nocommand", "StartError", "exec: \"nosuch\": executable file not found");
    }

    @Test
    void aCommandThatFails() {
        awaitStatus("fails", "Error");
        isToldEverywhere("fails", "Error", "1");
        var summary = typed.run("why", "pod/fails").lines().getFirst();
        assertEquals("pod/default/fails: Error: container c ended with exit code 1", summary);
    }

    @Test
    void aContainerThatWantsMoreMemoryThanItMayHave() {
        awaitStatus("oom", "OOMKilled");
        isToldEverywhere("oom", "OOMKilled", "137");
    }

    @Test
    void aPodThatFitsNowhere() {
        awaitStatus("large", "Pending");
        Await.until(
                "it was decided on",
                PATIENCE,
                () -> typed.run("why", "pod/large").out().contains("Unschedulable"));
        isToldEverywhere("large", "Unschedulable", "1 insufficient cpu (asks 64");
    }

    @Test
    void twoCausesOfTheSameAreToldApart() {
        awaitDecided("large");
        awaitDecided("elsewhere");
        var large = placement("large");
        var elsewhere = placement("elsewhere");
        assertEquals("Unschedulable", large.text("reason"));
        assertEquals("Unschedulable", elsewhere.text("reason"));
        assertEquals("64", large.at("figures").text("asks.cpu"));
        assertTrue(large.text("message").contains("insufficient cpu"), large::toString);
        assertFalse(elsewhere.at("figures").has("asks.cpu"), elsewhere::toString);
        assertEquals("not disk=ssd", elsewhere.at("figures").text("n1"));
        assertTrue(elsewhere.text("message").contains("not disk=ssd"), elsewhere::toString);
    }

    private void awaitDecided(String pod) {
        Await.until(
                pod + " was decided on",
                PATIENCE,
                () -> why(pod).stream().anyMatch(ReasonsIT::isPlacement));
    }

    private Tree placement(String pod) {
        return why(pod).stream()
                .filter(ReasonsIT::isPlacement)
                .findFirst()
                .orElseThrow()
                .at("because");
    }

    private static boolean isPlacement(Tree link) {
        return link.text("topic").equals("pods.placement");
    }

    private List<Tree> why(String pod) {
        var said = typed.run("why", "pod/" + pod, "-o", "json");
        return Tree.of(Json.parse(said.out().getBytes(UTF_8))).list("items");
    }

    @Test
    void eachFigureStandsInTheRecordThatIsNamed() {
        awaitStatus("oom", "OOMKilled");
        awaitStatus("fails", "Error");
        awaitDecided("large");
        awaitDecided("elsewhere");
        try (var records = new Records(plane.plane().file().kafka())) {
            for (var pod : List.of("oom", "fails", "large", "elsewhere")) {
                var links = why(pod);
                assertTrue(links.size() >= 3, links::toString);
                links.forEach(link -> check(pod, link, records));
                isPrinted(typed.run("why", "pod/" + pod).out(), links);
            }
        }
    }

    private static void check(String pod, Tree link, Records records) {
        var record = records.at(link);
        assertTrue(record.key().endsWith("default/" + pod), record::toString);
        var told = link.at("because");
        var written = record.value().at("because");
        for (var evidence : told.list("evidence")) {
            assertFalse(records.at(evidence).value().fields().isEmpty());
        }
        var figures = new HashMap<Object, Object>(told.at("figures").fields());
        if (!written.fields().isEmpty()) {
            assertEquals(written.text("reason"), told.text("reason"));
            assertEquals(written.text("message"), told.text("message"));
            assertEquals(written.values("evidence"), told.values("evidence"));
            written.at("figures")
                    .fields()
                    .forEach((name, value) -> assertEquals(value, figures.remove(name)));
        }
        figures.forEach((name, value) ->
                assertEquals(
                        value,
                        elsewhereInRecord(record, name.toString()),
                        () -> name + ": " + record));
    }

    /// A figure that is no part of a decision: what is wanted of the only container, or its state.
    private static String elsewhereInRecord(Records.Found record, String name) {
        var wanted = record.value().at("pod.spec").list("containers");
        var seen = record.value().list("containers");
        var terminated = seen.isEmpty() ? Tree.of(null) : seen.getFirst().at("state.terminated");
        return switch (name) {
            case "c.image" -> wanted.getFirst().text("image");
            case "c.asks.cpu" -> wanted.getFirst().at("resources.requests").text("cpu");
            case "c.asks.memory" -> wanted.getFirst().at("resources.requests").text("memory");
            case "c" ->
                    "ended at %s with %s: %s"
                            .formatted(
                                    terminated.text("finishedAt"),
                                    terminated.text("exitCode"),
                                    terminated.text("reason"));
            default -> throw new AssertionError(name + " stands nowhere in " + record);
        };
    }

    private static void isPrinted(String text, List<Tree> links) {
        for (var link : links) {
            var place =
                    "%s/%s@%s"
                            .formatted(
                                    link.text("topic"),
                                    link.text("partition"),
                                    link.text("offset"));
            assertTrue(text.lines().anyMatch(line -> line.endsWith("  " + place)), text);
            link.at("because.figures")
                    .fields()
                    .forEach((name, value) ->
                            assertTrue(
                                    text.contains("\n    %s = %s\n".formatted(name, value)), text));
        }
    }
}
