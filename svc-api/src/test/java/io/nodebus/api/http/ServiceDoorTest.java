package io.nodebus.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.api.Plane;
import io.nodebus.api.Plane.Reply;
import io.nodebus.api.Traffic;
import io.nodebus.api.await.Await;
import io.nodebus.contracts.rules.RuleState;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

    private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices";

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

    private void ruled(String namespace, Reply service) {
        var uid = service.at("metadata.uid");
        var prefix = namespace + "/web/tcp-80/ipv4/";
        plane.fleet(
                RuleState.TOPIC,
                prefix + "0",
                Optional.<RuleState>of(
                        Traffic.endpoints(
                                List.of(
                                        "at=10.64.0.2:8080,n1,u-a,ready",
                                        "at=10.64.1.2:8080,n2,u-b,waiting"))));
        plane.fleet(
                RuleState.TOPIC,
                prefix + "head",
                Optional.<RuleState>of(
                        Traffic.head(
                                List.of(
                                        "uid=" + uid,
                                        "name=http",
                                        "ip=10.96.0.70",
                                        "slices=0@1"))));
        Await.until(
                "the rules are seen",
                () ->
                        plane.get("/apis/nodebus.io/v1/namespaces/" + namespace + "/rules")
                                .text()
                                .contains("\"complete\":true"));
    }

    @Test
    void whoIsBehindItIsShownInEveryForm() {
        var service = create("behind", "web", "ip=10.96.0.70", "selects=app=web", "port=http:80");
        ruled("behind", service);

        var endpoints = plane.get("/api/v1/namespaces/behind/endpoints/web");
        assertEquals("10.64.0.2", endpoints.at("subsets.0.addresses.0.ip"));
        assertEquals("n2", endpoints.at("subsets.0.notReadyAddresses.0.nodeName"));
        assertEquals("http", endpoints.at("subsets.0.ports.0.name"));

        var slice = plane.get(SLICES.formatted("behind") + "/web-ipv4-0");
        assertEquals("IPv4", slice.at("addressType"));
        assertEquals(true, slice.at("endpoints.0.conditions.ready"));
        assertEquals(false, slice.at("endpoints.1.conditions.serving"));
        assertEquals("u-a", slice.at("endpoints.0.targetRef.uid"));
        assertEquals(8080L, slice.at("ports.0.port"));
        var selected =
                plane.get(
                        SLICES.formatted("behind")
                                + "?labelSelector=kubernetes.io%2Fservice-name%3Dweb");
        assertEquals("web-ipv4-0", selected.at("items.0.metadata.name"));

        var rule = plane.get("/apis/nodebus.io/v1/namespaces/behind/rules/web-tcp-80-ipv4");
        assertEquals("Rule", rule.at("kind"));
        assertEquals("10.96.0.70", rule.at("spec.clusterIp"));
        assertEquals(2L, rule.at("status.slices.0.endpoints"));
    }

    @Test
    void whatIsShownOnlyIsNotWritten() {
        var service = create("shown", "web", "selects=app=web", "port=http:80");
        ruled("shown", service);
        var slice = SLICES.formatted("shown") + "/web-ipv4-0";

        assertEquals(405, plane.send("DELETE", slice, null).code());
        assertEquals(405, plane.send("PUT", slice, plane.get(slice).tree()).code());
        assertEquals(405, plane.post("/api/v1/namespaces/shown/endpoints", Map.of()).code());
        assertEquals(
                405, plane.post("/apis/nodebus.io/v1/namespaces/shown/rules", Map.of()).code());
    }

    @Test
    void slicesOfPeopleAreReplacedByWhatWasReadOfThem() {
        create("given", "db", "port=sql:5432");
        var created =
                plane.post(
                        SLICES.formatted("given"),
                        Traffic.slice(
                                "db-1", List.of("service=db", "at=192.0.2.7", "port=sql:5432")));

        assertEquals(201, created.code(), created.text());
        var same = plane.send("PUT", SLICES.formatted("given") + "/db-1", created.tree());
        assertEquals(200, same.code(), same.text());
        assertEquals(created.at("metadata.resourceVersion"), same.at("metadata.resourceVersion"));
        assertEquals(
                "Success",
                plane.send("DELETE", SLICES.formatted("given") + "/db-1", null).at("status"));
    }

    @Test
    void discoveryLeadsToEveryGroup() {
        assertEquals("discovery.k8s.io", plane.get("/apis").at("groups.1.name"));
        assertEquals("discovery.k8s.io", plane.get("/apis/discovery.k8s.io").at("name"));
        assertEquals(
                "endpointslices", plane.get("/apis/discovery.k8s.io/v1").at("resources.0.name"));
        assertEquals("rules", plane.get("/apis/nodebus.io/v1").at("resources.0.name"));
        assertTrue(plane.get("/api/v1").text().contains("\"ep\""));
    }
}
