package io.nodebus.proxyrules.scenario;

import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.service.EndpointSlice;
import io.nodebus.contracts.service.EndpointSliceDesired;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.service.ServiceDesired;
import io.nodebus.contracts.stamp.Stamp.ByLeader;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.proxyrules.fleet.Fleet;
import io.nodebus.proxyrules.ruling.Telling;
import io.nodebus.proxyrules.trace.Cidr;
import io.nodebus.proxyrules.trace.Fate;
import io.nodebus.proxyrules.trace.Mode;
import io.nodebus.proxyrules.trace.Packet;
import io.nodebus.proxyrules.trace.Tracer;
import io.nodebus.proxyrules.trace.Vantage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One file of `proxy-flows`: a state of Services and EndpointSlices on one node, and flows.
///
/// Of a Service everything is read that we have; what we do not have yet (`NOT_YET`) is taken off
/// before, and flows that hang on it are not covered.
public record Scenario(String file, Map<String, Object> tree) {
    private static final Moment NOW = new Moment(Instant.EPOCH, Duration.ZERO);
    private static final List<String> KEYS =
            List.of("mode", "family", "node", "config", "services", "endpointSlices", "flows");
    private static final Set<String> NOT_YET =
            Set.of("externalIPs", "loadBalancerSourceRanges", "healthCheckNodePort");

    /// @param file its name, for whoever reads the outcome
    /// @throws IllegalArgumentException when it is no scenario
    public static Scenario of(String file, @Nullable Object tree) {
        var scenario = new Scenario(file, object(tree));
        if (!scenario.tree.keySet().containsAll(KEYS)) {
            throw new IllegalArgumentException(
                    "%s is no scenario: it must have %s, and has %s"
                            .formatted(file, KEYS, scenario.tree.keySet()));
        }
        return scenario;
    }

    /// Every flow, followed through what svc-proxy-rules says of these Services.
    public List<Outcome> traced() {
        var tracer = new Tracer(rules());
        return flows().stream().map(flow -> outcome(flow, tracer)).toList();
    }

    private Outcome outcome(Flow flow, Tracer tracer) {
        var uncovered = uncovered(flow);
        if (uncovered.isPresent()) {
            return new Outcome.NotCovered(flow, uncovered.get());
        }
        var got = told(tracer.fate(flow.packet(), vantage()));
        return got.equals(flow.expected())
                ? new Outcome.Passed(flow)
                : new Outcome.Failed(flow, got);
    }

    private static String told(Fate fate) {
        return switch (fate) {
            case Fate.Sent(var endpoints, var masqueraded) ->
                    endpoints.stream().map(RuleEndpoint::target).sorted().toList()
                            + (masqueraded ? " masqueraded" : "");
            case Fate.Rejected _ -> "REJECT";
            case Fate.Dropped _ -> "DROP";
            case Fate.Untouched _ -> "UNTOUCHED";
        };
    }

    /// How the node carries rules out.
    public Mode mode() {
        return Mode.valueOf(text(tree.get("mode")));
    }

    public List<Flow> flows() {
        return list(tree.get("flows")).stream().map(Scenario::flow).toList();
    }

    private static Flow flow(Map<String, Object> flow) {
        var expect = object(flow.get("expect"));
        var masquerade = Boolean.TRUE.equals(flow.get("masquerade")) ? " masqueraded" : "";
        var expected =
                expect.containsKey("verdict")
                        ? text(expect.get("verdict"))
                        : texts(expect.get("endpoints")).stream().sorted().toList() + masquerade;
        return new Flow(
                text(flow.get("name")),
                new Packet(
                        text(flow.get("from")),
                        Protocol.valueOf(text(flow.get("protocol"))),
                        text(flow.get("to")),
                        Integer.parseInt(text(flow.get("port")))),
                expected);
    }

    /// Why a flow is not covered; empty when it is.
    private Optional<String> uncovered(Flow flow) {
        if ("IPv6".equals(tree.get("family"))) {
            return Optional.of("IPv6");
        }
        if (flow.packet().protocol() == Protocol.SCTP) {
            return Optional.of("SCTP");
        }
        for (var service : list(tree.get("services"))) {
            if (texts(object(service.get("spec")).get("externalIPs"))
                    .contains(flow.packet().to())) {
                return Optional.of("externalIPs");
            }
            var balancer = object(object(service.get("status")).get("loadBalancer"));
            for (var ingress : list(balancer.get("ingress"))) {
                if (flow.packet().to().equals(ingress.get("ip"))) {
                    var ranges = object(service.get("spec")).get("loadBalancerSourceRanges");
                    return Optional.of(ranges == null ? "LoadBalancer" : "source ranges");
                }
            }
        }
        return Optional.empty();
    }

    public Vantage vantage() {
        var node = object(tree.get("node"));
        var config = object(tree.get("config"));
        return new Vantage(
                text(node.get("name")),
                texts(node.get("addresses")),
                "None".equals(config.get("detectLocal"))
                        ? Optional.empty()
                        : Optional.of(Cidr.of(text(node.get("podCIDR")))),
                Optional.of(Cidr.of(text(node.get("serviceCIDR")))),
                texts(config.get("nodePortAddresses")).stream().map(Cidr::of).toList(),
                Boolean.TRUE.equals(config.get("localhostNodePorts")),
                Boolean.TRUE.equals(config.get("masqueradeAll")),
                mode());
    }

    /// What svc-proxy-rules says when it hears these Services and EndpointSlices.
    public Map<String, RuleState> rules() {
        var fleet = new Fleet();
        for (var service : list(tree.get("services"))) {
            var read = TreeReader.strict(Service.class, known(service));
            fleet.service(heard(ServiceDesired.TOPIC, read.key(), new ServiceDesired.Wanted(read)));
        }
        for (var slice : list(tree.get("endpointSlices"))) {
            var read = TreeReader.strict(EndpointSlice.class, slice(slice));
            fleet.slice(
                    heard(
                            EndpointSliceDesired.TOPIC,
                            read.key(),
                            new EndpointSliceDesired.Wanted(read)));
        }
        fleet.takeTouched().forEach(key -> Telling.tell(fleet, key, NOW, Optional.empty()));
        return fleet.said().allRules();
    }

    private static <M> Heard<M> heard(Topic<M> topic, String key, M message) {
        return new Heard<>(
                topic,
                key,
                Optional.of(message),
                new ByLeader("api", 1, 1),
                Instant.EPOCH,
                new Evidence(topic.kind(), 0, 0),
                NOW);
    }

    private static Map<String, Object> known(Map<String, Object> service) {
        var spec = new LinkedHashMap<>(object(service.get("spec")));
        spec.keySet().removeAll(NOT_YET);
        if ("LoadBalancer".equals(spec.get("type"))) {
            spec.put("type", "NodePort");
        }
        var ports = new ArrayList<>(list(spec.get("ports")));
        ports.removeIf(port -> "SCTP".equals(port.get("protocol")));
        spec.put("ports", ports);
        return Map.of("metadata", object(service.get("metadata")), "spec", spec);
    }

    private static Map<String, Object> slice(Map<String, Object> slice) {
        var known = new LinkedHashMap<>(slice);
        known.keySet().removeAll(new HashSet<>(List.of("apiVersion", "kind")));
        return known;
    }

    private static Map<String, Object> object(@Nullable Object tree) {
        var object = new LinkedHashMap<String, Object>();
        if (tree instanceof Map<?, ?> map) {
            map.forEach((key, value) -> object.put(String.valueOf(key), value));
        }
        return object;
    }

    private static List<Map<String, Object>> list(@Nullable Object tree) {
        return tree instanceof List<?> items
                ? items.stream().map(Scenario::object).toList()
                : List.of();
    }

    private static List<String> texts(@Nullable Object tree) {
        return tree instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text(@Nullable Object tree) {
        return String.valueOf(tree);
    }
}
