package io.nodebus.proxyrules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.node.NodeDesired;
import io.nodebus.contracts.node.NodeHealth;
import io.nodebus.contracts.node.NodeHealth.Judged;
import io.nodebus.contracts.node.NodeHealth.Verdict;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.proxyrules.trace.PortRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A random story, and everything that should come of it, counted without any index.
final class RulesStory {
    private static final List<String> APPS = List.of("web", "shop", "db");
    private static final List<Verdict> VERDICTS =
            List.of(Verdict.Ready, Verdict.NotReady, Verdict.Unknown, Verdict.Lost);
    private static final int NODES = 4;
    private static final int SERVICES = 6;
    private static final int PODS = 40;

    private final Random dice;
    private final World world = new World(_ -> {});
    private final Map<String, String> nodes = new TreeMap<>();
    private final Map<String, Verdict> verdicts = new TreeMap<>();
    private final Map<String, Asked> services = new TreeMap<>();
    private final Map<String, Seen> pods = new TreeMap<>();
    private int serial;

    private record Asked(String app, boolean headless, boolean publishes) {}

    private record Seen(
            String node,
            String nodeUid,
            String uid,
            String ip,
            String app,
            boolean ready,
            boolean ending) {}

    RulesStory(long seed) {
        dice = new Random(seed);
        for (var node = 0; node < NODES; node++) {
            approve("n" + node);
        }
    }

    void step() {
        switch (dice.nextInt(20)) {
            case 0, 1, 2 -> wantService();
            case 3 -> dropService();
            case 4, 5, 6, 7, 8, 9, 10, 11 -> observePod();
            case 12, 13 -> endPod();
            case 14 -> approve("n" + dice.nextInt(NODES));
            case 15, 16 -> judge();
            case 17 -> world.takeOver();
            case 18 -> meddle();
            default -> world.pass(Duration.ofMillis(dice.nextInt(400)));
        }
    }

    private void wantService() {
        var number = dice.nextInt(SERVICES);
        var key = "default/s" + number;
        var asked =
                new Asked(
                        APPS.get(dice.nextInt(APPS.size())),
                        dice.nextInt(4) == 0,
                        dice.nextInt(4) == 0);
        services.put(key, asked);
        var words =
                new ArrayList<>(
                        List.of(
                                "ip=" + (asked.headless() ? "None" : "10.96.0." + (number + 1)),
                                "app=" + asked.app(),
                                "http:80"));
        if (asked.publishes()) {
            words.add("published");
        }
        world.api(
                ServiceDesired.TOPIC,
                key,
                Optional.<ServiceDesired>of(
                        new ServiceDesired.Wanted(
                                Things.service(key, world.time().now().wall(), words))));
    }

    private void dropService() {
        var key = "default/s" + dice.nextInt(SERVICES);
        services.remove(key);
        world.api(ServiceDesired.TOPIC, key, Optional.<ServiceDesired>empty());
    }

    private void observePod() {
        var number = dice.nextInt(PODS);
        var node = "n" + number % NODES;
        var key = PodState.key(node, "default/p" + number);
        var before = Optional.ofNullable(pods.get(key));
        var seen =
                new Seen(
                        node,
                        nodes.getOrDefault(node, ""),
                        before.map(Seen::uid).orElseGet(() -> "uid" + serial++),
                        "10.0.%d.%d".formatted(number % NODES, number + 1),
                        APPS.get(dice.nextInt(APPS.size())),
                        dice.nextBoolean(),
                        dice.nextInt(5) == 0);
        pods.put(key, seen);
        var words = new ArrayList<>(List.of(seen.uid(), seen.ip(), "app=" + seen.app()));
        if (seen.ready()) {
            words.add("ready");
        }
        if (seen.ending()) {
            words.add("terminating");
        }
        world.node(
                seen.nodeUid(),
                PodState.TOPIC,
                key,
                Optional.<PodState>of(Things.observed(seen.nodeUid(), words)));
    }

    private void endPod() {
        var number = dice.nextInt(PODS);
        var node = "n" + number % NODES;
        var key = PodState.key(node, "default/p" + number);
        var before = pods.remove(key);
        if (before != null) {
            world.node(before.nodeUid(), PodState.TOPIC, key, Optional.<PodState>empty());
        }
    }

    /// A node with a new life: its pods are the old one's.
    private void approve(String node) {
        nodes.put(node, node + "-" + serial++);
        world.api(
                NodeDesired.TOPIC,
                node,
                Optional.<NodeDesired>of(
                        Things.approved(nodes.getOrDefault(node, ""), world.time().now().wall())));
        verdicts.remove(node);
    }

    private void judge() {
        var node = "n" + dice.nextInt(NODES);
        var verdict = VERDICTS.get(dice.nextInt(VERDICTS.size()));
        verdicts.put(node, verdict);
        world.api(
                NodeHealth.TOPIC,
                node,
                Optional.<NodeHealth>of(
                        new Judged(
                                nodes.getOrDefault(node, ""),
                                verdict,
                                false,
                                world.time().now().wall(),
                                Because.of("Judged", "by the dice"))));
    }

    /// Somebody writes or loses what is ours.
    private void meddle() {
        var keys = List.copyOf(world.newest(RuleState.TOPIC).keySet());
        if (!keys.isEmpty() && dice.nextBoolean()) {
            world.lose(RuleState.TOPIC, keys.get(dice.nextInt(keys.size())));
        } else {
            world.ghost(
                    RuleState.TOPIC,
                    "default/s%d/tcp-80/ipv4/%d".formatted(dice.nextInt(SERVICES), dice.nextInt(3)),
                    new RuleState.Slice(9, List.of()));
        }
    }

    void quiet() {
        world.pass(Duration.ofSeconds(5));
        world.readBack();
    }

    void check() {
        var rules = new TreeMap<String, Set<String>>();
        var heads = new TreeSet<String>();
        var records = world.newest(RuleState.TOPIC);
        for (var port : PortRules.of(records)) {
            var address = port.head().clusterIp().orElse("");
            var endpoints = new TreeSet<String>();
            port.endpoints().forEach(endpoint -> endpoints.add(words(endpoint)));
            assertEquals(port.endpoints().size(), endpoints.size(), "one is there twice");
            rules.put(address, endpoints);
        }
        records.keySet().stream().filter(key -> key.endsWith("/head")).forEach(heads::add);
        assertEquals(rules.size(), heads.size(), "every head is complete");
        assertEquals(expectedRules(), rules);
        assertEquals(expectedNames(), names());
    }

    private Map<String, Set<String>> expectedRules() {
        var expected = new TreeMap<String, Set<String>>();
        services.forEach((key, asked) -> {
            if (!asked.headless()) {
                var number = Integer.parseInt(key.substring("default/s".length()));
                var endpoints = new TreeSet<String>();
                behind(asked).forEach(pod -> endpoints.add(words(endpoint(pod, asked))));
                expected.put("10.96.0." + (number + 1), endpoints);
            }
        });
        return expected;
    }

    private Map<String, Set<String>> expectedNames() {
        var expected = new TreeMap<String, Set<String>>();
        services.forEach((key, asked) -> {
            if (asked.headless()) {
                var endpoints = new TreeSet<String>();
                behind(asked)
                        .forEach(pod ->
                                endpoints.add(pod.ip() + " " + endpoint(pod, asked).ready()));
                expected.put(key, endpoints);
            }
        });
        return expected;
    }

    private Map<String, Set<String>> names() {
        var names = new TreeMap<String, Set<String>>();
        world.newest(NameState.TOPIC)
                .forEach((key, record) -> {
                    var endpoints = new TreeSet<String>();
                    switch (record) {
                        case NameState.Headless(_, var named) ->
                                named.forEach(
                                        each -> endpoints.add(each.address() + " " + each.ready()));
                    }
                    names.put(key, endpoints);
                });
        return names;
    }

    private List<Seen> behind(Asked asked) {
        return pods.values().stream()
                .filter(pod -> pod.app().equals(asked.app()))
                .filter(pod -> pod.nodeUid().equals(nodes.get(pod.node())))
                .toList();
    }

    private RuleEndpoint endpoint(Seen pod, Asked asked) {
        var verdict = verdicts.getOrDefault(pod.node(), Verdict.Ready);
        var answers = verdict != Verdict.Unknown && verdict != Verdict.Lost;
        return new RuleEndpoint(
                pod.ip(),
                80,
                Optional.of(pod.node()),
                Optional.of(pod.uid()),
                answers && (asked.publishes() || pod.ready() && !pod.ending()),
                answers && pod.ready(),
                pod.ending());
    }

    private static String words(RuleEndpoint endpoint) {
        return "%s on %s is %s: ready %s, serving %s, terminating %s"
                .formatted(
                        endpoint.target(),
                        endpoint.node().orElse("-"),
                        endpoint.podUid().orElse("-"),
                        endpoint.ready(),
                        endpoint.serving(),
                        endpoint.terminating());
    }
}
