package io.nodebus.api;

import io.nodebus.api.admission.Deleting;
import io.nodebus.api.admission.Seed;
import io.nodebus.api.door.Answer;
import io.nodebus.api.door.Answer.Outcome;
import io.nodebus.api.door.Body;
import io.nodebus.api.door.Request;
import io.nodebus.api.resource.Resource;
import io.nodebus.api.view.Change.Notice;
import io.nodebus.api.view.EventSeen;
import io.nodebus.api.view.Query;
import io.nodebus.api.view.Rendering;
import io.nodebus.api.view.Seen;
import io.nodebus.api.why.Why;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.seal.NodeKey;
import io.nodebus.contracts.config.ConfigBound;
import io.nodebus.contracts.config.ConfigDesired;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.meta.Deletion;
import io.nodebus.contracts.meta.ObjectMeta;
import io.nodebus.contracts.node.NodeDesired.Approved;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeState;
import io.nodebus.contracts.pod.Pod;
import io.nodebus.contracts.pod.PodBound;
import io.nodebus.contracts.pod.PodDesired;
import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodPlacement;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.ServiceDesired;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Lines of a transcript, done and told: what svc-api says, what it answers, what people see.
final class Script {
    private static final NodeKey KEY = NodeKey.of("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");

    private final StringBuilder told = new StringBuilder();
    private final World world;
    private final Rendering rendering = new Rendering(World.KEYS);
    private long requests;
    private long seen;

    Script(boolean autoApprove) {
        world = new World(this::say, this::answer, autoApprove);
        seen = world.look(desk -> desk.view().version());
    }

    /// What was told since the last call.
    String told() {
        see();
        var all = told.toString();
        told.setLength(0);
        return all;
    }

    void hear(String line) {
        var words = Arrays.asList(line.split(" +", -1));
        var options = words.subList(Math.min(3, words.size()), words.size());
        switch (words.getFirst()) {
            case "create" -> create(words.get(1), words.get(2), options);
            case "replace" -> replace(words.get(1), words.get(2), options);
            case "label" -> patch(words.get(1), words.get(2), Map.of("metadata", labels(options)));
            case "cordon" ->
                    patch("node", words.get(1), Map.of("spec", Map.of("unschedulable", true)));
            case "delete" -> delete(words.get(1), words.get(2), options);
            case "approve" -> world.ask(new Request.Approve(++requests, words.get(1)));
            case "register" -> register(words.get(1), words.get(2), options);
            case "unregister" -> {
                world.autoscaler(NodeState.TOPIC, words.get(1), Optional.<NodeState>empty());
                world.autoscaler(NodeHealth.TOPIC, words.get(1), Optional.<NodeHealth>empty());
            }
            case "judge" ->
                    world.autoscaler(
                            NodeHealth.TOPIC,
                            words.get(1),
                            Optional.<NodeHealth>of(
                                    Things.judged(
                                            words.get(2),
                                            words.get(3),
                                            world.time().now().wall())));
            case "place" -> place(words.get(1), words.get(2), words.get(3));
            case "pend" ->
                    placement(
                            words.get(1),
                            new PodPlacement.Pending(
                                    words.get(2), Things.because("Unschedulable")));
            case "evict" -> {
                var life = words.get(3).split("/", 2);
                placement(
                        words.get(1),
                        new PodPlacement.Evict(
                                words.get(2), life[0], life[1], Things.because("NodeRemoved")));
            }
            case "unplace" ->
                    world.autoscaler(
                            PodPlacement.TOPIC, words.get(1), Optional.<PodPlacement>empty());
            case "repeat" -> world.repeat(words.get(1));
            case "unbind" ->
                    world.autoscaler(
                            PodBound.TOPIC,
                            PodBound.key(words.get(1), words.get(2)),
                            Optional.<PodBound>empty());
            case "state" -> state(words.get(1), words.get(2), options);
            case "rule" -> rule(words.get(1), words.subList(2, words.size()));
            case "name" ->
                    world.autoscaler(
                            NameState.TOPIC,
                            words.get(1),
                            Optional.<NameState>of(Traffic.named(words.subList(2, words.size()))));
            case "why" -> why(words.get(1), words.get(2));
            case "takeover" -> {
                world.takeOver();
                seen = world.look(desk -> desk.view().version());
            }
            case "pass" -> world.pass(Duration.parse("PT" + words.get(1)));
            default -> throw new AssertionError("no such verb: " + line);
        }
    }

    private static Resource resource(String singular) {
        return Arrays.stream(Resource.values())
                .filter(resource -> resource.singular().equals(singular))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such kind: " + singular));
    }

    /// `namespace/name`, or the name of a node.
    private record Name(String namespace, String name) {
        static Name of(String key) {
            var slash = key.indexOf('/');
            return slash < 0
                    ? new Name("", key)
                    : new Name(key.substring(0, slash), key.substring(slash + 1));
        }
    }

    private static Map<String, Object> manifest(String kind, String name, List<String> options) {
        return switch (kind) {
            case "pod" -> Things.pod(name, options);
            case "configmap" -> Things.configMap(name, options);
            case "secret" -> Things.secret(name, options);
            case "node" -> Things.node(name, options);
            case "service" -> Traffic.service(name, options);
            case "endpointslice" -> Traffic.slice(name, options);
            default -> throw new AssertionError("no such kind: " + kind);
        };
    }

    private void create(String kind, String key, List<String> options) {
        var name = Name.of(key);
        requests++;
        world.ask(
                new Request.Create(
                        requests,
                        resource(kind),
                        name.namespace(),
                        new Body(manifest(kind, name.name(), options)),
                        new Seed("uid-" + requests, "abcde"),
                        options.contains("dry")));
    }

    private void replace(String kind, String key, List<String> options) {
        var name = Name.of(key);
        world.ask(
                new Request.Replace(
                        ++requests,
                        resource(kind),
                        name.namespace(),
                        name.name(),
                        new Body(manifest(kind, name.name(), options)),
                        false));
    }

    private static Map<String, Object> labels(List<String> options) {
        var labels = new TreeMap<String, Object>();
        options.forEach(option -> {
            var pair = option.split("=", 2);
            labels.put(pair[0], pair[1]);
        });
        return Map.of("labels", labels);
    }

    private void patch(String kind, String key, Map<String, Object> patch) {
        var name = Name.of(key);
        world.ask(
                new Request.Patch(
                        ++requests,
                        resource(kind),
                        name.namespace(),
                        name.name(),
                        new Body(patch),
                        false));
    }

    private void delete(String kind, String key, List<String> options) {
        var name = Name.of(key);
        var uid = Things.all(options, "uid").findFirst();
        world.ask(
                new Request.Delete(
                        ++requests,
                        resource(kind),
                        name.namespace(),
                        name.name(),
                        new Deleting(
                                Things.all(options, "grace").findFirst().map(Long::valueOf),
                                uid.map(is ->
                                        new Deleting.Preconditions(
                                                Optional.of(is), Optional.empty())),
                                List.of()),
                        options.contains("force"),
                        false));
    }

    private void register(String node, String uid, List<String> options) {
        var all = new ArrayList<>(options);
        all.add("key=" + KEY.publicKey());
        world.node(uid, NodeState.TOPIC, node, Optional.<NodeState>of(Things.registered(uid, all)));
    }

    /// Placed, and bound with the pod as it is wanted now.
    private void place(String key, String uid, String where) {
        var life = where.split("/", 2);
        placement(
                key,
                new PodPlacement.Placed(uid, life[0], life[1], Things.because("LeastAllocated")));
        var wanted = world.look(desk -> desk.view().pods().desired(key)).orElseThrow().message();
        world.autoscaler(
                PodBound.TOPIC,
                PodBound.key(life[0], key),
                Optional.<PodBound>of(
                        new PodBound.Bound(life[1], wanted.pod(), wanted.deletion())));
    }

    private void placement(String key, PodPlacement placement) {
        world.autoscaler(PodPlacement.TOPIC, key, Optional.of(placement));
    }

    /// `state n1/u1 default/web uid Running ip=10.64.0.2`, `Gone`, or `-` for a tombstone.
    private void state(String where, String key, List<String> words) {
        var life = where.split("/", 2);
        var now = world.time().now().wall();
        var uid = words.getFirst();
        Optional<PodState> state =
                switch (words.get(1)) {
                    case "-" -> Optional.empty();
                    case "Gone" -> Optional.of(Things.gone(uid, life[1], now));
                    default ->
                            Optional.of(
                                    Things.observed(
                                            uid,
                                            life[1],
                                            PodPhase.valueOf(words.get(1)),
                                            now,
                                            words.subList(2, words.size())));
                };
        world.node(life[1], PodState.TOPIC, PodState.key(life[0], key), state);
    }

    /// A head, a slice, or `-` for a tombstone.
    private void rule(String key, List<String> options) {
        Optional<RuleState> rule =
                options.contains("-")
                        ? Optional.empty()
                        : Optional.of(
                                key.endsWith("/head")
                                        ? Traffic.head(options)
                                        : Traffic.endpoints(options));
        world.autoscaler(RuleState.TOPIC, key, rule);
    }

    private void why(String kind, String key) {
        var name = Name.of(key);
        var chain =
                world.look(desk ->
                        Why.of(
                                desk.view(),
                                desk.story(),
                                resource(kind),
                                name.namespace(),
                                name.name()));
        told.append("why ").append(chain.summary()).append('\n');
        chain.links()
                .forEach(link ->
                        told.append(
                                "why   %s %s %s %s%n"
                                        .formatted(
                                                link.record(),
                                                link.because().reason(),
                                                link.because().figures(),
                                                link.because().evidence())));
    }

    private void say(Heard<?> heard) {
        told.append(
                "say %s %s %s%n"
                        .formatted(
                                heard.topic().kind(),
                                heard.key(),
                                heard.message().map(Script::words).orElse("-")));
    }

    private static String words(Object message) {
        return switch (message) {
            case PodDesired.Wanted(var pod, var deletion) ->
                    words(pod) + deletion.map(Script::words).orElse("");
            case Approved node ->
                    "%s as %s%s%s%s%s"
                            .formatted(
                                    node.uid(),
                                    node.nodeUid(),
                                    node.podCidr().map(cidr -> " " + cidr).orElse(""),
                                    node.labels().isEmpty() ? "" : " " + node.labels(),
                                    node.unschedulable() ? " cordoned" : "",
                                    node.deletion().map(Script::words).orElse(""));
            case ConfigDesired.MapWanted(var map) -> words(map.metadata()) + " " + map.data();
            case ConfigDesired.SecretWanted secret ->
                    "%s sealed %s".formatted(words(secret.metadata()), secret.sealed().keySet());
            case ConfigBound.MapBound(var nodeUid, var data) -> "for " + nodeUid + " " + data;
            case ConfigBound.SecretBound bound ->
                    "for %s sealed %s".formatted(bound.nodeUid(), bound.sealed().keySet());
            case ServiceDesired.Wanted(var service) ->
                    "%s %s"
                            .formatted(
                                    words(service.metadata()),
                                    service.spec().clusterIP().orElse(""));
            case EndpointSliceDesired.Wanted(var slice) ->
                    "%s for %s"
                            .formatted(
                                    slice.metadata().uid().orElse(""),
                                    slice.serviceKey().orElse(""));
            case Decided(_, _, _, var because) ->
                    "%s: %s%s"
                            .formatted(
                                    because.reason(),
                                    because.message(),
                                    because.figures().isEmpty() ? "" : " " + because.figures());
            default -> throw new AssertionError("not said by svc-api: " + message);
        };
    }

    private static String words(Pod pod) {
        return words(pod.metadata());
    }

    private static String words(ObjectMeta meta) {
        return meta.uid().orElse("") + (meta.labels().isEmpty() ? "" : " " + meta.labels());
    }

    private static String words(Deletion deletion) {
        return " deletion in %d s: %s"
                .formatted(deletion.graceSeconds(), deletion.because().reason());
    }

    private void answer(Answer answer) {
        told.append(
                "answer %d %s%n"
                        .formatted(
                                answer.number(),
                                switch (answer.outcome()) {
                                    case Outcome.Shown(var object, var created) ->
                                            (created ? "201 " : "200 ") + words(object);
                                    case Outcome.Ended(var resource, var name, var uid) ->
                                            "200 %s %s %s ended"
                                                    .formatted(resource.singular(), name, uid);
                                    case Outcome.Done(var message) -> "200 " + message;
                                    case Outcome.No(var refusal) ->
                                            refusal.code() + " " + refusal.message();
                                }));
    }

    private void see() {
        var since = world.look(desk -> desk.view().since(seen)).orElseThrow();
        seen = since.version();
        for (var resource : Resource.values()) {
            if (resource != Resource.EVENTS) {
                since.changes().stream()
                        .map(change -> change.noticed(Query.all(resource)))
                        .flatMap(Optional::stream)
                        .forEach(this::see);
            }
        }
    }

    private void see(Notice notice) {
        told.append("see %s %s%n".formatted(notice.kind(), words(notice.object())));
    }

    /// In the words of a table, which people know best.
    private String words(Seen object) {
        if (object instanceof EventSeen) {
            throw new AssertionError("events are seen elsewhere");
        }
        var cells = new Row(rendering).of(object, world.time().now().wall());
        return "%s %s v%d %s"
                .formatted(
                        object.resource().singular(),
                        object.key(),
                        object.versions().seen() & 0xffffffffL,
                        cells);
    }
}
