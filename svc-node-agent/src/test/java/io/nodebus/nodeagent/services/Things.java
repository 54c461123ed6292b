package io.nodebus.nodeagent.services;

import io.nodebus.contracts.pod.PodPhase;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.pod.Protocol;
import io.nodebus.contracts.rules.NameState.Headless;
import io.nodebus.contracts.rules.NameState.NamedEndpoint;
import io.nodebus.contracts.rules.NameState.NamedPort;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import io.nodebus.contracts.rules.RuleState.SliceAt;
import io.nodebus.contracts.service.IpFamily;
import io.nodebus.contracts.service.TrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What tests speak of, from words.
public final class Things {
    private Things() {}

    /// `default/web/tcp-80/ipv4 10.96.0.10 http nodePort=30080 external=Local affinity=600
    /// published slices=0@1,1@4`.
    public static Head head(String prefix, List<String> words) {
        var parts = List.of(prefix.split("/", -1));
        var slug = List.of(parts.get(2).split("-", -1));
        var slices = new ArrayList<SliceAt>();
        for (var at : value(words, "slices").map(it -> it.split(",", -1)).orElse(new String[0])) {
            var pair = List.of(at.split("@", -1));
            slices.add(new SliceAt(Integer.parseInt(pair.get(0)), Long.parseLong(pair.get(1))));
        }
        return new Head(
                Optional.of("uid-of-" + parts.get(1)),
                words.stream()
                        .filter(it -> it.matches("[a-z]+") && !it.equals("published"))
                        .findFirst(),
                parts.get(3).equals("ipv6") ? IpFamily.IPv6 : IpFamily.IPv4,
                slug.getFirst().equals("udp") ? Protocol.UDP : Protocol.TCP,
                Integer.parseInt(slug.get(1)),
                words.stream()
                        .filter(it -> it.matches("[0-9.]+|[0-9a-f:]*::[0-9a-f:]*"))
                        .findFirst(),
                value(words, "nodePort").map(Integer::valueOf),
                value(words, "internal").map(TrafficPolicy::valueOf).orElse(TrafficPolicy.Cluster),
                value(words, "external").map(TrafficPolicy::valueOf).orElse(TrafficPolicy.Cluster),
                value(words, "affinity").map(Integer::valueOf),
                words.contains("published"),
                slices);
    }

    /// `1 10.64.0.2:8080/n1/p1 10.64.1.2:8080/n2/p2/down`.
    public static Slice slice(List<String> words) {
        return new Slice(
                Long.parseLong(words.getFirst()),
                words.subList(1, words.size()).stream().map(Things::endpoint).toList());
    }

    /// `10.64.0.2:8080/n1/p1/down`: not ready, or `ending`, or `draining`: ending and serving.
    static RuleEndpoint endpoint(String word) {
        var parts = List.of(word.split("/", -1));
        var colon = parts.getFirst().lastIndexOf(':');
        return new RuleEndpoint(
                parts.getFirst().substring(0, colon),
                Integer.parseInt(parts.getFirst().substring(colon + 1)),
                parts.stream().skip(1).findFirst(),
                parts.stream().skip(2).findFirst(),
                parts.size() < 4,
                parts.size() < 4 || parts.contains("draining"),
                parts.contains("ending") || parts.contains("draining"));
    }

    /// `published db-0=10.64.0.2/n1/p1/sql:5432 10.64.1.2/n2/p2/sql:5432/down`.
    public static Headless headless(List<String> words) {
        return new Headless(
                words.contains("published"),
                words.stream()
                        .filter(word -> !word.equals("published"))
                        .map(Things::named)
                        .toList());
    }

    private static NamedEndpoint named(String word) {
        var equals = word.indexOf('=');
        var parts = List.of(word.substring(equals + 1).split("/", -1));
        return new NamedEndpoint(
                parts.getFirst(),
                Optional.of(word.substring(0, Math.max(0, equals))).filter(it -> !it.isEmpty()),
                parts.stream().skip(1).findFirst(),
                parts.stream().skip(2).findFirst(),
                !parts.contains("down"),
                parts.stream()
                        .filter(part -> part.contains(":") && parts.indexOf(part) > 2)
                        .map(part -> List.of(part.split(":", -1)))
                        .map(part ->
                                new NamedPort(
                                        part.get(0), Protocol.TCP, Integer.parseInt(part.get(1))))
                        .toList());
    }

    /// `p1 10.64.0.2 ready terminating`, `p1 Failed`.
    public static PodState.Observed pod(String nodeUid, List<String> words) {
        return new PodState.Observed(
                words.getFirst(),
                nodeUid,
                words.contains("Failed") ? PodPhase.Failed : PodPhase.Running,
                words.stream().filter(word -> word.matches("[0-9.]+")).findFirst(),
                Optional.empty(),
                Optional.empty(),
                words.contains("ready"),
                words.contains("terminating"),
                List.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> value(List<String> words, String key) {
        return words.stream()
                .filter(word -> word.startsWith(key + "="))
                .map(word -> word.substring(key.length() + 1))
                .findFirst();
    }
}
