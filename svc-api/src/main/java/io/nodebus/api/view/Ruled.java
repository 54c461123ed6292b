package io.nodebus.api.view;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RuleState.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What svc-proxy-rules says of Services: rules and names, by `namespace/name`. Confined to its
/// view.
public final class Ruled {
    private static final String HEAD = "/head";

    private final Map<String, SortedMap<String, Read<RuleState>>> rules = new HashMap<>();
    private final Map<String, Read<NameState>> names = new HashMap<>();

    Ruled() {}

    /// `namespace/name` of `namespace/name/tcp-80/ipv4/head`.
    static String service(String ruleKey) {
        return ruleKey.substring(0, ruleKey.indexOf('/', ruleKey.indexOf('/') + 1));
    }

    void rule(Heard<RuleState> heard) {
        heard.message()
                .ifPresentOrElse(
                        message ->
                                rules.computeIfAbsent(service(heard.key()), _ -> new TreeMap<>())
                                        .put(heard.key(), Read.of(heard, message)),
                        () -> forgetRule(heard.key()));
    }

    void forgetRule(String key) {
        rules.computeIfPresent(
                service(key),
                (_, records) -> {
                    records.remove(key);
                    return records.isEmpty() ? null : records;
                });
    }

    void name(Heard<NameState> heard) {
        heard.message()
                .ifPresentOrElse(
                        message -> names.put(heard.key(), Read.of(heard, message)),
                        () -> forgetName(heard.key()));
    }

    void forgetName(String service) {
        names.remove(service);
    }

    public Optional<Read<NameState>> name(String service) {
        return Optional.ofNullable(names.get(service));
    }

    /// One for each head, in the order of their keys.
    public List<PortRules> ports(String service) {
        var records = rules.getOrDefault(service, new TreeMap<>());
        var ports = new ArrayList<PortRules>();
        records.forEach((key, read) -> {
            if (read.message() instanceof Head head) {
                ports.add(
                        new PortRules(
                                new Read<>(head, read.evidence(), read.said()),
                                slices(
                                        records,
                                        key.substring(0, key.length() - HEAD.length()),
                                        head)));
            }
        });
        return ports;
    }

    private static SortedMap<Integer, Read<Slice>> slices(
            Map<String, Read<RuleState>> records, String prefix, Head head) {
        var slices = new TreeMap<Integer, Read<Slice>>();
        for (var at : head.slices()) {
            var read = records.get(RuleState.sliceKey(prefix, at.slice()));
            if (read != null && read.message() instanceof Slice slice) {
                slices.put(at.slice(), new Read<>(slice, read.evidence(), read.said()));
            }
        }
        return slices;
    }
}
