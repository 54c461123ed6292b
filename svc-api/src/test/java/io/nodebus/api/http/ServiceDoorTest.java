package io.nodebus.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.api.Plane;
import io.nodebus.api.Plane.Reply;
import io.nodebus.api.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Services at the whole door on the memory bus. Each test has a namespace of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceDoorTest {
    private static final String TABLE =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private static final String MERGE = "application/merge-patch+json";

    private Plane plane;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, GeneralSecurityException {
        plane = new Plane(folder);
    }

    @AfterAll
    void close() {
        plane.close();
    }

    private static String services(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/services";
    }

    private Reply create(String namespace, String name, String... options) {
        return plane.post(services(namespace), Traffic.service(name, List.of(options)));
    }

    private Reply patch(String path, Map<String, ?> spec) {
        return plane.send("PATCH", path, Map.of("spec", spec), "Content-Type", MERGE);
    }

    @Test
    void whatIsCreatedCanBeReadAtOnceWithWhatItWasGiven() {
        var created = create("crud", "web", "selects=app=web", "port=http:80:http");

        assertEquals(201, created.code(), created.text());
        assertEquals("Service", created.at("kind"));
        assertTrue(String.valueOf(created.at("spec.clusterIP")).startsWith("10.96."));
        assertEquals(created.at("spec.clusterIP"), created.at("spec.clusterIPs.0"));
        assertEquals("http", created.at("spec.ports.0.targetPort"));
        assertEquals(Map.of(), created.at("status.loadBalancer"));
        assertEquals(created.tree(), plane.get(services("crud") + "/web").tree());
        assertEquals("ServiceList", plane.get(services("crud")).at("kind"));
    }

    @Test
    void aTableIsThatOfKubectl() {
        create(
                "tables",
                "web",
                "type=NodePort",
                "ip=10.96.0.77",
                "selects=app=web",
                "port=:80::30077");

        var table = plane.send("GET", services("tables"), null, "Accept", TABLE);

        var columns = (List<?>) Objects.requireNonNull(table.at("columnDefinitions"));
        assertEquals(
                "[Name, Type, Cluster-IP, External-IP, Port(s), Age, Selector]",
                columns.stream()
                        .map(column -> Plane.at(Objects.requireNonNull(column), "name"))
                        .toList()
                        .toString());
        var cells = (List<?>) Objects.requireNonNull(table.at("rows.0.cells"));
        assertEquals(
                "[web, NodePort, 10.96.0.77, <none>, 80:30077/TCP]",
                cells.subList(0, 5).toString());
        assertEquals("app=web", cells.getLast());
    }

    @Test
    void aPatchOfTheTypeGivesAndTakesNodePorts() {
        create("patched", "web", "port=:80");

        var opened = patch(services("patched") + "/web", Map.of("type", "NodePort"));
        var closed = patch(services("patched") + "/web", Map.of("type", "ClusterIP"));

        assertEquals(200, opened.code(), opened.text());
        var port = ((Number) Objects.requireNonNull(opened.at("spec.ports.0.nodePort"))).intValue();
        assertTrue(port >= 30_000 && port <= 32_767, opened.text());
        assertEquals("Cluster", opened.at("spec.externalTrafficPolicy"));
        assertEquals(200, closed.code(), closed.text());
        assertEquals(null, closed.at("spec.ports.0.nodePort"));
        assertEquals(null, closed.at("spec.externalTrafficPolicy"));
    }

    @Test
    void aReplaceComparesVersions() {
        var created = create("replaced", "web", "port=:80");

        var same = plane.send("PUT", services("replaced") + "/web", created.tree());
        assertEquals(created.at("metadata.resourceVersion"), same.at("metadata.resourceVersion"));
        patch(services("replaced") + "/web", Map.of("sessionAffinity", "ClientIP"));
        var late = plane.send("PUT", services("replaced") + "/web", created.tree());
        assertEquals(409, late.code(), late.text());
        assertEquals("Conflict", late.at("reason"));
    }

    @Test
    void whatAnotherHasIsRefusedWithItsName() {
        create("mine", "web", "ip=10.96.0.88", "port=:80");

        var reply = create("yours", "web", "ip=10.96.0.88", "port=:80");

        assertEquals(422, reply.code());
        assertEquals("spec.clusterIP", reply.at("details.causes.0.field"));
        assertEquals(
                "Invalid value: \"10.96.0.88\": belongs to service mine/web already",
                reply.at("details.causes.0.message"));
        assertEquals(
                422,
                plane.post(
                                services("yours") + "?dryRun=All",
                                Traffic.service("a", List.of("ip=10.96.0.88", "port=:80")))
                        .code());
    }

    @Test
    void aWatchSeesThemComeAndGo() {
        try (var watch = new Lines(plane.open(services("watched") + "?watch=true"))) {
            create("watched", "a", "port=:80");
            assertEquals("ADDED a", watch.event());
            patch(services("watched") + "/a", Map.of("selector", Map.of("app", "a")));
            assertEquals("MODIFIED a", watch.event());
            var deleted = plane.send("DELETE", services("watched") + "/a", null);
            assertEquals("Success", deleted.at("status"));
            assertEquals("DELETED a", watch.event());
        }
        assertEquals(404, plane.get(services("watched") + "/a").code());
    }

    @Test
    void whyTellsWhatItWasGiven() {
        create("why", "web", "ip=10.96.0.99", "port=:80");

        var why = plane.get("/apis/nodebus.io/v1/why/svc/web?namespace=why");

        assertEquals(200, why.code(), why.text());
        assertEquals("10.96.0.99", why.at("items.0.because.figures.clusterIP"));
        assertTrue(why.text().contains("\"topic\":\"services.desired\""), why.text());
    }
}
