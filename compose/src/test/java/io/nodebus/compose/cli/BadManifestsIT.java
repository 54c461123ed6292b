package io.nodebus.compose.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.compose.plane.TestPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Manifests with something wrong in them, the whole way: nothing of them is applied, and whoever
/// wrote them is told file, line, path, and what would be right.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadManifestsIT {
    private static final String POD =
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: bad}
            spec:
            """;
    private static final String NOTHING = "nothing was applied\n";

    private Path folder;
    private TestPlane plane;
    private Typed typed;

    @BeforeAll
    void up(@TempDir Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        plane = TestPlane.up("sim:1");
        typed = new Typed(plane.plane().dir().path());
    }

    @AfterAll
    void down() throws IOException {
        plane.close();
    }

    @AfterEach
    void nothingIsThere() {
        assertEquals("", typed.run("get", "pods,cm,svc,endpointslices", "-A", "-o", "name").out());
    }

    /// @param complaints what standard error says, FILE for the file
    private void isRefused(String manifest, String complaints) throws IOException {
        var file = Files.writeString(folder.resolve("bad.yaml"), manifest);
        var said = typed.run("apply", "-f", file.toString());
        assertEquals(
                complaints,
                said.err().replace(file.toString(), "FILE").replaceAll("got \\d+", "got N"));
        assertEquals("", said.out());
        assertEquals(1, said.code());
    }

    @Test
    void anUnknownField() throws Exception {
        isRefused(
                POD
                        + """
                          containers:
                          - name: c
                            image: a
                            comand: [sh]
                        """,
                "FILE:8: spec.containers[0].comand: unknown field, did you mean \"command\"?\n");
    }

    @Test
    void aFieldThatIsNotSupported() throws Exception {
        isRefused(
                POD
                        + """
                          hostNetwork: true
                          containers: [{name: c, image: a}]
                        """,
                "FILE:5: spec.hostNetwork: Nodebus does not support this field yet, except as"
                        + " false\n");
    }

    @Test
    void aValueOfTheWrongType() throws Exception {
        isRefused(
                POD
                        + """
                          containers:
                          - name: c
                            image: a
                            ports:
                            - containerPort: http
                        """,
                "FILE:9: spec.containers[0].ports[0].containerPort: Invalid value: must be a whole"
                        + " number, got \"http\"\n");
    }

    @Test
    void aFieldWrittenTwice() throws Exception {
        isRefused(
                POD
                        + """
                          containers:
                          - name: c
                            image: a
                            image: b
                        """,
                "FILE:8: spec.containers[0].image is written twice, first on line 7\n");
    }

    @Test
    void anObjectThatIsTooLarge() throws Exception {
        isRefused(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: large}
                data: {text: %s}
                """
                        .formatted("x".repeat(950 << 10)),
                "FILE:1: the object must be at most 921600 bytes (900 KiB) as encoded, got"
                        + " N\n");
    }

    @Test
    void aBomb() throws Exception {
        var bomb = new StringBuilder("apiVersion: v1\nkind: ConfigMap\ndata:\n  a0: &a0 [x, x]\n");
        for (var i = 1; i < 60; i++) {
            bomb.append("  a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        isRefused(
                bomb.toString(),
                "FILE:1: Number of aliases for non-scalar nodes exceeds the specified max=50\n");
    }

    @Test
    void aKindThatIsNotThere() throws Exception {
        isRefused(
                "apiVersion: v1\nkind: Pood\nmetadata: {name: bad}\n",
                "FILE:2: no kind \"Pood\" in version \"v1\", did you mean \"Pod\"?\n");
    }

    @Test
    void oneBadDocumentAmongGoodOnes() throws Exception {
        isRefused(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: good}
                data: {a: b}
                ---
                """
                        + POD
                        + """
                          restartPolicy: Alwys
                          containers: [{name: c, image: a}]
                        ---
                        apiVersion: v1
                        kind: ConfigMap
                        metadata: {name: alsogood}
                        """,
                "FILE:10: spec.restartPolicy: Invalid value: must be one of Always, OnFailure,"
                        + " Never, got \"Alwys\", did you mean \"Always\"?\n"
                        + NOTHING);
    }

    /// A document for each fault, so that one file shows them all.
    @Test
    void servicesAndWhoIsBehindThem() throws Exception {
        isRefused(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: later}
                spec: {type: LoadBalancer, ports: [{port: 80}]}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: misspelt}
                spec:
                  selector: {app: web}
                  ports:
                  - {port: 80, targetport: 8080}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: several}
                spec:
                  ports:
                  - {name: a, port: 80}
                  - port: 80
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: outside}
                spec:
                  type: NodePort
                  clusterIP: 192.0.2.1
                  ports:
                  - {port: 80, nodePort: 80}
                ---
                apiVersion: v1
                kind: Service
                metadata: {name: selects}
                spec:
                  selector: {-app: web}
                  ports: [{port: 80}]
                  sessionAffinity: ClientIP
                  sessionAffinityConfig:
                    clientIP: {timeoutSeconds: 0}
                ---
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                metadata: {name: db-1, labels: {kubernetes.io/service-name: db}}
                addressType: IPv4
                endpoints:
                - addresses: [169.254.169.254]
                - addresses: [127.0.0.1]
                ports: [{port: 5432}]
                """,
                """
                FILE:4: spec.type: Nodebus has Services of type ClusterIP and NodePort so far; LoadBalancer comes later
                FILE:12: spec.ports[0].targetport: unknown field, did you mean "targetPort"?
                FILE:20: spec.ports[1].name: Required value: must be there when there are several ports
                FILE:20: spec.ports[1]: Duplicate value: "80/TCP"
                FILE:27: spec.clusterIP: Invalid value: "192.0.2.1": is not in the network of Services, 10.96.0.0/16
                FILE:29: spec.ports[0].nodePort: Invalid value: 80: is not in the range of node ports, 30000-32767
                FILE:35: spec.selector: Invalid value: "-app": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
                FILE:39: spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be between 1 and 86400, inclusive
                FILE:46: endpoints[0].addresses[0]: Invalid value: "169.254.169.254": may not be in the link-local range (169.254.0.0/16)
                FILE:47: endpoints[1].addresses[0]: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8)
                """
                        + NOTHING);
    }

    @Test
    void whatAnotherServiceHas() throws Exception {
        var service =
                """
                apiVersion: v1
                kind: Service
                metadata: {name: %s}
                spec:
                  type: NodePort
                  clusterIP: 10.96.0.10
                  ports:
                  - {port: 80, nodePort: 30080}
                """;
        typed.with(service.formatted("mine"), "apply", "-f", "-");
        isRefused(
                service.formatted("yours"),
                """
                FILE:6: spec.clusterIP: Invalid value: "10.96.0.10": belongs to service default/mine already
                FILE:8: spec.ports[0].nodePort: Invalid value: 30080: belongs to service default/mine already
                """);
        assertEquals("service \"mine\" deleted\n", typed.run("delete", "svc/mine").out());
    }

    @Test
    void whatIsNoYaml() throws Exception {
        isRefused(
                "apiVersion: v1\nkind: Pod\n  metadata: x\n",
                "FILE:3: mapping values are not allowed here\n");
    }

    @Test
    void whatComesOverStandardInputIsCheckedTheSame() {
        var said = typed.with("apiVersion: v1\nkind: Pod\nmetadata: {}\n", "apply", "-f", "-");
        assertEquals("-:3: metadata.name: is required\n", said.err());
        assertEquals(1, said.code());
        var empty = typed.with("# nothing\n", "apply", "-f", "-");
        assertEquals("no objects in -\n", empty.err());
        assertEquals(List.of(1, ""), List.of(empty.code(), empty.out()));
    }
}
