package io.nodebus.api.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.api.Plane;
import io.nodebus.api.Plane.Reply;
import io.nodebus.api.Things;
import io.nodebus.api.await.Await;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole door on the memory bus. Each test has a namespace of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontDoorTest {
    private static final String TABLE =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private static final String MERGE = "application/merge-patch+json";

    private Plane plane;

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, GeneralSecurityException {
        plane = new Plane(folder, "--watch-ring", "64");
        plane.node("n1", "u1");
    }

    @AfterAll
    void close() {
        plane.close();
    }

    private static String pods(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/pods";
    }

    private Reply create(String namespace, String name, String... options) {
        return plane.post(pods(namespace), Things.pod(name, List.of(options)));
    }

    private static String text(@Nullable Object at) {
        return String.valueOf(at);
    }

    @Test
    void whoeverDoesNotBearTheTokenIsNotLetIn() {
        var reply = plane.send("GET", "/api/v1/pods", null, "Authorization", "Bearer guessed");

        assertEquals(401, reply.code());
        assertEquals("Unauthorized", reply.at("reason"));
    }

    @Test
    void probesAreAnsweredToEverybody() {
        assertEquals("ok", plane.send("GET", "/readyz", null, "Authorization", "none").text());
    }

    @Test
    void whatIsCreatedCanBeReadAtOnce() {
        var created = create("crud", "web", "label=app=web", "cpu=100m");

        assertEquals(201, created.code(), created.text());
        assertEquals("Pod", created.at("kind"));
        assertEquals("Pending", created.at("status.phase"));
        assertEquals("Burstable", created.at("status.qosClass"));
        assertEquals("Always", created.at("spec.restartPolicy"));
        assertEquals(36, text(created.at("metadata.uid")).length());
        var read = plane.get(pods("crud") + "/web");
        assertEquals(created.tree(), read.tree());
    }

    @Test
    void aNameIsMadeOfAGeneratedOne() {
        var manifest = new HashMap<>(Things.pod("", List.of()));
        manifest.put("metadata", Map.of("generateName", "web-"));

        var created = plane.post(pods("generated"), manifest);

        assertTrue(text(created.at("metadata.name")).matches("web-[b-z2-9]{5}"), created.text());
    }

    @Test
    void faultsComeWithTheirPaths() {
        var reply = create("faults", "web", "image=", "field=hostNetwork=yes");

        assertEquals(422, reply.code());
        assertEquals("Invalid", reply.at("reason"));
        assertEquals("spec.hostNetwork", reply.at("details.causes.0.field"));
        assertEquals("Pod", reply.at("details.kind"));
    }

    @Test
    void aNameIsTakenOnce() {
        create("taken", "web");

        var again = create("taken", "web");

        assertEquals(409, again.code());
        assertEquals("AlreadyExists", again.at("reason"));
        assertEquals("pods \"web\" already exists", again.at("message"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        var reply = plane.get(pods("empty") + "/web");

        assertEquals(404, reply.code());
        assertEquals("pods \"web\" not found", reply.at("message"));
        assertEquals("pods", reply.at("details.kind"));
        assertEquals(404, plane.get("/apis/apps/v1/deployments").code());
        assertEquals(404, plane.get("/api/v1/namespaces/empty/replicationcontrollers").code());
        assertEquals(405, plane.send("PUT", pods("empty"), Map.of()).code());
        assertEquals(405, plane.post("/api/v1/namespaces", Map.of()).code());
    }

    @Test
    void aBodyThatIsNoObjectIsRefused() {
        assertEquals(400, plane.send("POST", pods("bodies"), "{").code());
        assertEquals(400, plane.send("POST", pods("bodies"), "[]").code());
        assertEquals(
                "no JSON at line 1, column 11: Duplicate field 'a'",
                plane.send("POST", pods("bodies"), "{\"a\":1,\"a\":2}").at("message"));
        assertEquals(
                415,
                plane.send("POST", pods("bodies"), "a: 1", "Content-Type", "application/yaml")
                        .code());
    }

    @Test
    void whatIsTooLargeIsRefused() {
        var large =
                Map.of(
                        "metadata",
                        Map.of("name", "large"),
                        "data",
                        Map.of("a", "x".repeat(901 << 10)));
        var reply = plane.post("/api/v1/namespaces/large/configmaps", large);

        assertEquals(413, reply.code());
        assertEquals("RequestEntityTooLarge", reply.at("reason"));
        assertEquals(
                413,
                plane.send("POST", "/api/v1/namespaces/large/configmaps", "x".repeat(4 << 20))
                        .code());
    }

    @Test
    void aListCanBePagedAndSelected() {
        for (var i = 0; i < 5; i++) {
            create("paged", "p" + i, "label=odd=" + i % 2);
        }

        var first = plane.get(pods("paged") + "?limit=2");
        var second =
                plane.get(pods("paged") + "?limit=2&continue=" + first.at("metadata.continue"));

        assertEquals("PodList", first.at("kind"));
        assertEquals(3L, first.at("metadata.remainingItemCount"));
        assertEquals("p2", second.at("items.0.metadata.name"));
        assertEquals(first.at("metadata.resourceVersion"), second.at("metadata.resourceVersion"));
        assertEquals(2, items(plane.get(pods("paged") + "?labelSelector=odd%3D1")).size());
        assertEquals(
                1, items(plane.get(pods("paged") + "?fieldSelector=metadata.name%3Dp3")).size());
        assertEquals(400, plane.get(pods("paged") + "?fieldSelector=spec.x%3D1").code());
    }

    private static List<?> items(Reply reply) {
        return (List<?>) Objects.requireNonNull(reply.at("items"));
    }

    @Test
    void aTableIsMadeHere() {
        create("tables", "web");

        var table = plane.send("GET", pods("tables"), null, "Accept", TABLE);

        assertEquals("Table", table.at("kind"));
        assertEquals("Name", table.at("columnDefinitions.0.name"));
        assertEquals(
                "[web, 0/1, Pending, 0]",
                ((List<?>) Objects.requireNonNull(table.at("rows.0.cells")))
                        .subList(0, 4)
                        .toString());
        assertEquals("PartialObjectMetadata", table.at("rows.0.object.kind"));
        assertEquals("web", table.at("rows.0.object.metadata.name"));
    }

    @Test
    void aPatchMergesAndNullRemoves() {
        create("patched", "web", "label=a=1", "label=b=2");
        var labels = new HashMap<String, Object>();
        labels.put("a", null);
        labels.put("c", "3");

        var patched =
                plane.send(
                        "PATCH",
                        pods("patched") + "/web",
                        Map.of("metadata", Map.of("labels", labels)),
                        "Content-Type",
                        MERGE);

        assertEquals(200, patched.code(), patched.text());
        assertEquals("{b=2, c=3}", text(patched.at("metadata.labels")));
        assertEquals(
                415,
                plane.send(
                                "PATCH",
                                pods("patched") + "/web",
                                List.of(),
                                "Content-Type",
                                "application/json-patch+json")
                        .code());
    }

    @Test
    void aPodIsReplacedByWhatWasReadOfItAndNothingElse() {
        var created = create("replaced", "web");
        var same = plane.send("PUT", pods("replaced") + "/web", created.tree());

        assertEquals(200, same.code(), same.text());
        assertEquals(created.at("metadata.resourceVersion"), same.at("metadata.resourceVersion"));
        var other =
                plane.send("PUT", pods("replaced") + "/web", Things.pod("web", List.of("image=x")));
        assertEquals(422, other.code());
        assertEquals("spec", other.at("details.causes.0.field"));
    }

    @Test
    void nodesAreCordonedWithAStrategicPatch() {
        plane.node("cordoned", "u-cordoned");
        Await.until(
                "approved",
                () ->
                        plane.get("/api/v1/nodes/cordoned").code() == 200
                                && plane.get("/api/v1/nodes/cordoned").at("spec.podCIDR") != null);

        var reply =
                plane.send(
                        "PATCH",
                        "/api/v1/nodes/cordoned",
                        Map.of("spec", Map.of("unschedulable", true)),
                        "Content-Type",
                        "application/strategic-merge-patch+json");

        assertEquals(200, reply.code(), reply.text());
        assertEquals(true, reply.at("spec.unschedulable"));
        assertEquals("node.kubernetes.io/unschedulable", reply.at("spec.taints.0.key"));
    }

    @Test
    void secretsAreShownToWhoeverMaySeeThem() {
        var path = "/api/v1/namespaces/secret/secrets";
        var created = plane.post(path, Things.secret("db", List.of("password=s3cret")));

        assertEquals(201, created.code(), created.text());
        assertEquals("Opaque", created.at("type"));
        assertEquals("czNjcmV0", plane.get(path + "/db").at("data.password"));
        var deleted = plane.send("DELETE", path + "/db", null);
        assertEquals("Success", deleted.at("status"));
        assertEquals("db", deleted.at("details.name"));
        assertEquals(404, plane.get(path + "/db").code());
    }

    @Test
    void aDryRunChangesNothing() {
        var reply = plane.post(pods("dry") + "?dryRun=All", Things.pod("web", List.of()));

        assertEquals(201, reply.code(), reply.text());
        assertEquals(404, plane.get(pods("dry") + "/web").code());
        assertEquals(400, plane.post(pods("dry") + "?dryRun=Some", Map.of()).code());
    }

    @Test
    void aWholeNamespaceOfPodsIsDeletedAtOnce() {
        create("swept", "a");
        create("swept", "b");

        assertEquals(200, plane.send("DELETE", pods("swept"), null).code());

        assertTrue(plane.get(pods("swept") + "/a").at("metadata.deletionTimestamp") != null);
        assertTrue(plane.get(pods("swept") + "/b").at("metadata.deletionTimestamp") != null);
    }

    @Test
    void discoveryNamesEveryKind() {
        var core = plane.get("/api/v1");

        assertTrue(core.text().contains("\"configmaps\""));
        assertTrue(core.text().contains("\"pods/exec\""));
        assertEquals("APIVersions", plane.get("/api").at("kind"));
        assertEquals("nodebus.io", plane.get("/apis").at("groups.0.name"));
        assertEquals("1", plane.get("/version").at("major"));
        assertEquals("2.0", plane.get("/openapi/v2").at("swagger"));
    }

    private Lines watch(String path, String... headers) {
        return new Lines(plane.open(path, headers));
    }

    @Test
    void aWatchTellsWhatIsThereAndWhatChanges() {
        create("watched", "a");
        try (var watch = watch(pods("watched") + "?watch=true")) {
            assertEquals("ADDED a", watch.event());
            create("watched", "b");
            assertEquals("ADDED b", watch.event());
            place("watched/a");
            assertEquals("MODIFIED a", watch.event());
        }
    }

    private void place(String key) {
        plane.fleet(
                PodPlacement.TOPIC,
                key,
                Optional.<PodPlacement>of(
                        new PodPlacement.Placed(
                                text(
                                        plane.get(
                                                        "/api/v1/namespaces/"
                                                                + key.replace("/", "/pods/"))
                                                .at("metadata.uid")),
                                "n1",
                                "u1",
                                Things.because("LeastAllocated"))));
    }

    @Test
    void aWatchFromAVersionTellsWhatCameAfterIt() {
        create("since", "a");
        var version = plane.get(pods("since")).at("metadata.resourceVersion");
        create("since", "b");

        try (var watch = watch(pods("since") + "?watch=true&resourceVersion=" + version)) {
            assertEquals("ADDED b", watch.event());
        }
    }

    @Test
    void aWatchFromTooLongAgoIsExpired() {
        var version = plane.get(pods("old")).at("metadata.resourceVersion");
        IntStream.range(0, 70)
                .forEach(i ->
                        plane.post(
                                "/api/v1/namespaces/old/configmaps",
                                Things.configMap("c" + i, List.of())));

        var reply = plane.get(pods("old") + "?watch=true&resourceVersion=" + version);

        assertEquals(410, reply.code());
        assertEquals("Expired", reply.at("reason"));
        assertEquals(410, plane.get(pods("old") + "?watch=true&resourceVersion=7").code());
    }

    @Test
    void aWatchSeesObjectsBeginAndCeaseToMatch() {
        create("matching", "a", "label=app=web");
        try (var watch = watch(pods("matching") + "?watch=true&labelSelector=app%3Dweb")) {
            assertEquals("ADDED a", watch.event());
            relabel("a", "shop");
            assertEquals("DELETED a", watch.event());
            relabel("a", "web");
            assertEquals("ADDED a", watch.event());
        }
    }

    private void relabel(String name, String app) {
        plane.send(
                "PATCH",
                pods("matching") + "/" + name,
                Map.of("metadata", Map.of("labels", Map.of("app", app))),
                "Content-Type",
                MERGE);
    }

    @Test
    void aWatchEndsWhenItsTimeIsOver() {
        try (var watch = watch(pods("timed") + "?watch=true&timeoutSeconds=1")) {
            assertTrue(watch.isOver());
        }
    }

    @Test
    void aWatchOfTablesTellsItsColumnsOnce() {
        create("tabled", "a");
        try (var watch = watch(pods("tabled") + "?watch=true", "Accept", TABLE)) {
            var first = watch.next();
            assertEquals("Table", Plane.at(first, "object.kind"));
            assertEquals("Name", Plane.at(first, "object.columnDefinitions.0.name"));
            create("tabled", "b");
            assertEquals("[]", text(Plane.at(watch.next(), "object.columnDefinitions")));
        }
    }

    @Test
    void aWatchListIsClosedWithABookmark() {
        create("listed", "a");
        try (var watch =
                watch(
                        pods("listed")
                                + "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true"
                                + "&resourceVersionMatch=NotOlderThan")) {
            assertEquals("ADDED a", watch.event());
            var bookmark = watch.next();
            assertEquals("BOOKMARK", bookmark.get("type"));
            assertEquals(
                    "true",
                    ((Map<?, ?>)
                                    Objects.requireNonNull(
                                            Plane.at(bookmark, "object.metadata.annotations")))
                            .get("k8s.io/initial-events-end"));
        }
    }

    @Test
    void deletionTakesItsWayAndFreesTheName() {
        create("gone", "web");
        place("gone/web");
        var uid = text(plane.get(pods("gone") + "/web").at("metadata.uid"));

        var deleted =
                plane.send(
                        "DELETE",
                        pods("gone") + "/web",
                        Map.of(
                                "kind",
                                "DeleteOptions",
                                "gracePeriodSeconds",
                                5,
                                "preconditions",
                                Map.of("uid", uid)));

        assertEquals(200, deleted.code(), deleted.text());
        assertEquals(5L, deleted.at("metadata.deletionGracePeriodSeconds"));
        var again = create("gone", "web");
        assertEquals(409, again.code());
        try (var watch =
                watch(
                        pods("gone")
                                + "?watch=true&resourceVersion="
                                + deleted.at("metadata.resourceVersion"))) {
            plane.fleet(PodPlacement.TOPIC, "gone/web", Optional.<PodPlacement>empty());
            assertEquals("MODIFIED web", watch.event());
            assertEquals("DELETED web", watch.event());
        }
        assertEquals(201, create("gone", "web").code());
    }

    @Test
    void whyNamesTheRecordsItsFiguresStandIn() {
        create("why", "web");
        place("why/web");
        Await.until("placed", () -> plane.get(pods("why") + "/web").at("spec.nodeName") != null);

        var why = plane.get("/apis/nodebus.io/v1/why/pod/web?namespace=why");

        assertEquals(200, why.code(), why.text());
        var reasons = new ArrayList<String>();
        for (var item : items(why)) {
            reasons.add(Plane.at(item, "because.reason") + " " + Plane.at(item, "topic"));
        }
        assertEquals(
                List.of(
                        "Admitted api.decisions",
                        "LeastAllocated pods.placement",
                        "Wanted pods.desired"),
                reasons.stream().sorted().toList());
        assertEquals(404, plane.get("/apis/nodebus.io/v1/why/pod/nobody?namespace=why").code());
        assertEquals(400, plane.get("/apis/nodebus.io/v1/why/spaceship/x").code());
    }

    @Test
    void decisionsAreEventsOfTheirObject() {
        create("events", "web");
        var decided =
                new Decided(
                        "pod/events/web",
                        "some-uid",
                        Instant.now(),
                        Things.because("FailedScheduling"));
        plane.fleet(DecisionRecord.PODS, "pod/events/web", Optional.<DecisionRecord>of(decided));
        plane.fleet(DecisionRecord.PODS, "pod/events/web", Optional.<DecisionRecord>of(decided));
        var path =
                "/api/v1/namespaces/events/events?fieldSelector=involvedObject.name%3Dweb,"
                        + "reason%3DFailedScheduling";
        Await.until("counted", () -> Objects.equals(2L, first(plane.get(path), "count")));

        var events = plane.get(path);

        assertEquals("Warning", events.at("items.0.type"));
        assertEquals("Pod", events.at("items.0.involvedObject.kind"));
        assertEquals("autoscaler", events.at("items.0.source.component"));
    }

    private static Object first(Reply reply, String field) {
        return items(reply).isEmpty()
                ? "nothing yet"
                : Objects.requireNonNullElse(reply.at("items.0." + field), "nothing");
    }

    @Test
    void everythingThatHappensCanBeFollowed() {
        var since = Instant.now();
        try (var events = watch("/apis/nodebus.io/v1/events?follow=true&since=" + since)) {
            create("followed", "web");
            var happened = new HashMap<String, Map<?, ?>>();
            while (!happened.containsKey("pods.desired")) {
                var event = events.next();
                if (text(event.get("key")).contains("followed/web")) {
                    happened.put(text(event.get("topic")), event);
                }
            }
            var desired = Objects.requireNonNull(happened.get("pods.desired"));
            assertEquals("pod.wanted.v1", desired.get("type"));
            assertEquals("web", Plane.at(desired, "data.pod.metadata.name"));
        }
        assertEquals(400, plane.get("/apis/nodebus.io/v1/events?since=yesterday").code());
    }

    @Test
    void theStateOfAPodIsItsStatus() {
        create("status", "web");
        place("status/web");
        var uid = text(plane.get(pods("status") + "/web").at("metadata.uid"));
        plane.node(
                "u1",
                PodState.TOPIC,
                PodState.key("n1", "status/web"),
                Optional.<PodState>of(
                        Things.observed(
                                uid,
                                "u1",
                                PodPhase.Running,
                                Instant.now(),
                                List.of("ip=10.64.0.9"))));
        Await.until(
                "running",
                () -> "Running".equals(plane.get(pods("status") + "/web").at("status.phase")));

        var pod = plane.get(pods("status") + "/web");

        assertEquals("10.64.0.9", pod.at("status.podIP"));
        assertEquals("n1", pod.at("spec.nodeName"));
        assertEquals("True", pod.at("status.conditions.1.status"));
        assertEquals(true, pod.at("status.containerStatuses.0.ready"));
        assertEquals(
                1,
                items(
                                plane.get(
                                        "/api/v1/pods?fieldSelector=spec.nodeName%3Dn1,"
                                                + "status.phase%3DRunning"))
                        .size());
    }
}
