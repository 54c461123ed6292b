package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.compose.await.Await;
import io.nodebus.compose.box.RootOnly;
import io.nodebus.compose.cli.Typed.Said;
import io.nodebus.compose.image.StockImages;
import io.nodebus.compose.plane.TestPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What people do with their hands on a plane with real nodes, once with our command line and once
/// with Debian's kubectl: both get the same.
@RootOnly
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern AGE = Pattern.compile("\\b\\d+[smhd](\\d+[smhd])?\\b");
    private static final Pattern FORWARDED = Pattern.compile("Forwarding from 127.0.0.1:(\\d+)");
    private static final String MANIFEST =
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, labels: {app: web}}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - {name: web, image: "%1$s", ports: [{containerPort: 8080}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: talker}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - {name: c, image: "%2$s", command: [sh, -c, echo one; echo two; exec sleep 1000]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: again, namespace: other}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
              - {name: c, image: "%2$s", command: [sh, -c, echo a life; exit 1]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web}
            spec:
              type: NodePort
              clusterIP: 10.96.0.10
              selector: {app: web}
              ports:
              - {name: http, port: 80, targetPort: 8080, nodePort: 30080}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: db}
            spec:
              clusterIP: 10.96.0.11
              ports: [{port: 5432}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: db-1, labels: {kubernetes.io/service-name: db}}
            addressType: IPv4
            endpoints: [{addresses: [192.0.2.7]}]
            ports: [{port: 5432}]
            """
                    .formatted(StockImages.WEB, StockImages.BUSYBOX);

    private TestPlane plane;
    private Typed ours;
    private DebianKubectl kubectl;

    @BeforeAll
    void up(@TempDir Path folder) throws IOException, InterruptedException {
        plane = TestPlane.up("2");
        ours = new Typed(plane.plane().dir().path());
        kubectl = new DebianKubectl(folder, ours.run("kubeconfig").out());
        var applied = ours.with(MANIFEST, "apply", "-f", "-");
        assertEquals(
                """
                pod/web created
                pod/talker created
                pod/again created
                service/web created
                service/db created
                endpointslice/db-1 created
                """,
                applied.out(),
                applied.err());
        for (var pod : List.of("web", "talker")) {
            awaitRunning(pod);
        }
    }

    @AfterAll
    void down() throws IOException {
        plane.close();
    }

    private void awaitRunning(String pod) {
        Await.until(pod + " runs", PATIENCE, () -> status(pod).equals("Running"));
    }

    private String status(String pod) {
        var lines = ours.run("get", "pod", pod, "--no-headers").lines();
        return lines.isEmpty() ? "" : lines.getFirst().split(" ", -1)[2];
    }

    @Test
    void logsAreWhatTheContainerPrinted() throws Exception {
        Await.until(
                "both lines are there",
                PATIENCE,
                () -> ours.run("logs", "talker").out().equals("one\ntwo\n"));
        assertEquals("two\n", ours.run("logs", "pod/talker", "--tail", "1").out());
        assertEquals("one\ntwo\n", kubectl.run("logs", "talker").out());
        assertEquals("two\n", kubectl.run("logs", "talker", "--tail=1").out());
    }

    @Test
    void followedLogsEndWithTheContainer() throws Exception {
        ours.with(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: brief}
                spec:
                  restartPolicy: Never
                  containers:
                  - name: c
                    image: "%s"
                    command: [sh, -c, for i in 1 2 3; do echo $i; sleep 1; done]
                """
                        .formatted(StockImages.BUSYBOX),
                "apply",
                "-f",
                "-");
        Await.until(
                "it has begun",
                PATIENCE,
                () -> List.of("Running", "Completed").contains(status("brief")));
        var followed = ours.run("logs", "-f", "brief");
        assertEquals("1\n2\n3\n", followed.out(), followed.err());
        assertEquals(0, followed.code());
        Await.until("it is completed", PATIENCE, () -> status("brief").equals("Completed"));
    }

    @Test
    void logsOfTheLifeBeforeAreThere() throws Exception {
        Await.until(
                "it had a life before",
                PATIENCE,
                () -> ours.run("logs", "again", "-n", "other", "--previous").code() == 0);
        assertEquals("a life\n", ours.run("logs", "again", "-n", "other", "--previous").out());
        assertEquals("a life\n", kubectl.run("logs", "again", "-n", "other", "-p").out());
        var never = ours.run("logs", "talker", "--previous");
        assertEquals(1, never.code());
        assertEquals(
                "Error from server (BadRequest): previous terminated container \"c\" in pod"
                        + " \"default/talker\" not found\n",
                never.err());
        assertEquals(never.err(), kubectl.run("logs", "talker", "-p").err());
    }

    @Test
    void execEndsWithTheCodeOfTheCommand() throws Exception {
        String[] words = {"exec", "web", "--", "sh", "-c", "echo out; echo err >&2; exit 7"};
        var said = ours.run(words);
        assertEquals(7, said.code());
        assertEquals("out\n", said.out());
        assertEquals("err\n", said.err());
        var kubectls = kubectl.run(words);
        assertEquals(7, kubectls.code());
        assertEquals("out\n", kubectls.out());
        var none = ours.run("exec", "web", "--", "nosuch");
        assertEquals(1, none.code());
        assertTrue(none.err().contains("\"nosuch\": executable file not found"), none.err());
    }

    @Test
    void inputOfAnySizeIsPassedOnUntilItEnds() throws Exception {
        var much = new byte[1 << 20];
        new Random(1).nextBytes(much);
        assertArrayEquals(much, ours.with(much, "exec", "-i", "web", "--", "cat").bytes());
        assertArrayEquals(much, kubectl.with(much, "exec", "-i", "web", "--", "cat").bytes());
        assertEquals("hi\n", ours.with("hi\n", "exec", "-i", "pod/web", "--", "cat").out());
    }

    @Test
    void forwardedPortsLeadIntoThePod() throws Exception {
        String[] words = {"port-forward", "pod/web", ":8080"};
        for (var process : List.of(ours.process(words), kubectl.process(words))) {
            try (var forward = new Listened(process)) {
                var port =
                        Await.present(
                                "it listens",
                                PATIENCE,
                                () ->
                                        Optional.of(FORWARDED.matcher(forward.text()))
                                                .filter(matcher -> matcher.find())
                                                .map(matcher -> matcher.group(1)));
                for (var i = 0; i < 3; i++) {
                    assertEquals("hello from web\n", page("http://127.0.0.1:%s/".formatted(port)));
                }
            }
        }
    }

    private static String page(String address) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build();
            return http.send(request, BodyHandlers.ofString(UTF_8)).body();
        }
    }

    @Test
    void topShowsEveryNodeAndPod() throws Exception {
        for (var lines :
                List.of(ours.run("top", "nodes").lines(), kubectl.run("top", "nodes").lines())) {
            assertTrue(lines.getFirst().startsWith("NAME CPU(cores)"), lines::toString);
            assertEquals(List.of("n1", "n2"), names(lines));
        }
        for (var lines :
                List.of(ours.run("top", "pods").lines(), kubectl.run("top", "pods").lines())) {
            assertTrue(names(lines).containsAll(List.of("talker", "web")), lines::toString);
        }
    }

    @Test
    void describeLeavesWhatPeopleNamedAsTheyWroteIt() {
        var lines = ours.run("describe", "pod/web").lines();
        var labels = lines.subList(lines.indexOf("Labels:"), lines.size());
        assertEquals("app: web", labels.get(1), lines::toString);
        assertTrue(lines.contains("Spec:"), lines::toString);
    }

    private static List<String> names(List<String> lines) {
        return lines.stream().skip(1).map(line -> line.split(" ", -1)[0]).toList();
    }

    @Test
    void bothShowTheSamePodsAndNodes() throws Exception {
        String[] words = {"get", "pods,nodes", "-l", "app!=passing", "-o", "wide"};
        var kubectls = new ArrayList<Said>();
        Await.until(
                "both show the same",
                PATIENCE,
                () -> {
                    kubectls.clear();
                    kubectls.add(unchecked(words));
                    return ageless(ours.run(words)).equals(ageless(kubectls.getFirst()));
                });
        var lines = kubectls.getFirst().lines();
        for (var start : List.of("pod/web 1/1 Running", "node/n1 Ready", "node/n2 Ready")) {
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(start)), lines::toString);
        }
    }

    @Test
    void bothShowTheSameServices() throws Exception {
        Await.until(
                "its pod is behind it",
                PATIENCE,
                () ->
                        ours.run("get", "rules", "--no-headers").lines().stream()
                                .anyMatch(line ->
                                        line.startsWith(
                                                "default/web:http 10.96.0.10:80/TCP 30080 1/1"
                                                        + " Cluster/Cluster 0@")));
        for (var what : List.of("svc", "ep", "endpointslices", "rules")) {
            String[] words = {"get", what, "-l", "app!=passing", "-o", "wide"};
            Await.until(
                    "both show the same " + what,
                    PATIENCE,
                    () -> ageless(ours.run(words)).equals(ageless(unchecked(words))));
        }
        var services = ageless(ours.run("get", "services", "-o", "wide"));
        assertTrue(
                services.contains("web NodePort 10.96.0.10 <none> 80:30080/TCP AGE app=web"),
                services::toString);
        var slices = ageless(ours.run("get", "endpointslices"));
        assertTrue(slices.contains("db-1 IPv4 5432 192.0.2.7 AGE"), slices::toString);
        assertTrue(
                slices.stream().anyMatch(line -> line.startsWith("web-ipv4-0 IPv4 8080 10.64.")),
                slices::toString);
    }

    @Test
    void aServiceSaysWhoIsBehindItAndWhy() throws Exception {
        Await.until(
                "its pod is behind it",
                PATIENCE,
                () -> ours.run("describe", "svc/web").out().contains("http, ready:"));
        var kubectls = kubectl.run("describe", "svc/web").out();
        assertTrue(kubectls.matches("(?s).*Endpoints: +10\\.64\\.\\d+\\.\\d+:8080.*"), kubectls);
        var why = ours.run("why", "service/web").out();
        assertTrue(why.contains("    clusterIP = 10.96.0.10\n    tcp-80.target = 8080\n"), why);
        for (var topic : List.of("services.desired", "rules.state", "rules.decisions")) {
            assertTrue(why.contains("  " + topic + "/"), why);
        }
    }

    @Test
    void bothSeeAServiceComeAndGo() throws Exception {
        String[] words = {"get", "services", "-n", "watchedservices", "-w"};
        var service =
                """
                {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "%s"},
                 "spec": {"ports": [{"port": 80}]}}
                """;
        ours.with(service.formatted("first"), "apply", "-n", "watchedservices", "-f", "-");
        try (var here = new Listened(ours.process(words));
                var there = new Listened(kubectl.process(words))) {
            for (var watch : List.of(here, there)) {
                Await.until(
                        "it shows what is there", PATIENCE, () -> watch.text().contains("first"));
            }
            kubectl.with(
                    service.formatted("second").getBytes(UTF_8),
                    "create",
                    "--validate=false",
                    "-n",
                    "watchedservices",
                    "-f",
                    "-");
            assertEquals(0, ours.run("delete", "svc", "second", "-n", "watchedservices").code());
            Await.until(
                    "both have told the same",
                    PATIENCE,
                    () ->
                            changes(here).equals(changes(there))
                                    && changes(here).getLast().startsWith("second"));
        }
    }

    private Said unchecked(String... words) {
        try {
            return kubectl.run(words);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> ageless(Said said) {
        return ageless(said.lines());
    }

    private static List<String> ageless(List<String> lines) {
        return lines.stream().map(line -> AGE.matcher(line).replaceAll("AGE")).toList();
    }

    @Test
    void bothSeeAPodComeAndGo() throws Exception {
        String[] words = {"get", "pods", "-n", "watched", "-w", "-o", "wide"};
        var pod =
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                  - {name: c, image: "%s", command: [sleep, "1000"]}
                """;
        ours.with(pod.formatted("first", StockImages.BUSYBOX), "apply", "-n", "watched", "-f", "-");
        Await.until(
                "the first one runs",
                PATIENCE,
                () ->
                        ours.run("get", "pod", "first", "-n", "watched").lines().stream()
                                .anyMatch(line -> line.startsWith("first 1/1 Running")));
        try (var here = new Listened(ours.process(words));
                var there = new Listened(kubectl.process(words))) {
            for (var watch : List.of(here, there)) {
                Await.until(
                        "it shows what is there", PATIENCE, () -> watch.text().contains("first"));
            }
            kubectl.with(
                    pod.formatted("second", StockImages.BUSYBOX).getBytes(UTF_8),
                    "create",
                    "--validate=false",
                    "-n",
                    "watched",
                    "-f",
                    "-");
            Await.until(
                    "the second one is seen to run",
                    PATIENCE,
                    () -> there.lines().stream().anyMatch(l -> l.startsWith("second 1/1 Running")));
            assertEquals(0, ours.run("delete", "pod", "second", "-n", "watched").code());
            Await.until(
                    "both have told the same",
                    PATIENCE,
                    () ->
                            changes(here).equals(changes(there))
                                    && changes(here).getLast().contains("Terminating"));
        }
    }

    /// Lines that differ from the one before in more than an age.
    private static List<String> changes(Listened watch) {
        var changes = new ArrayList<String>();
        for (var line : ageless(watch.lines())) {
            if (changes.isEmpty() || !changes.getLast().equals(line)) {
                changes.add(line);
            }
        }
        return changes;
    }

    @Test
    void kubectlCreatesDescribesAndDeletes() throws Exception {
        var manifest =
                """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "theirs"}, "spec":
                 {"terminationGracePeriodSeconds": 1, "containers": [{"name": "c", "image": "%s",
                  "command": ["sleep", "1000"]}]}}
                """
                        .formatted(StockImages.BUSYBOX);
        var created = kubectl.with(manifest.getBytes(UTF_8), "create", "-f", "-");
        assertEquals("pod/theirs created\n", created.out(), created.err());
        awaitRunning("theirs");
        var described = kubectl.run("describe", "pod", "theirs").out();
        assertTrue(described.contains("Status:       Running"), described);
        assertTrue(described.contains("LeastAllocated"), described);
        assertEquals("pod \"theirs\" deleted\n", kubectl.run("delete", "pod", "theirs").out());
        var gone = ours.run("get", "pod", "theirs");
        assertEquals(1, gone.code());
        assertEquals("Error from server (NotFound): pods \"theirs\" not found\n", gone.err());
    }
}
