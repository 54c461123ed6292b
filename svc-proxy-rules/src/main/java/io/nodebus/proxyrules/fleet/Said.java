package io.nodebus.proxyrules.fleet;

import io.nodebus.bus.decide.Heard;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What our topics hold, by Service: what was read back, and what was said since. Confined to its
/// loop's context, so nothing in it is locked.
public final class Said {
    private final TreeMap<String, Map<String, RuleState>> rules = new TreeMap<>();
    private final TreeMap<String, NameState> names = new TreeMap<>();
    private final Map<String, Because> refusals = new HashMap<>();

    void heardRule(Heard<RuleState> heard) {
        var service = service(heard.key());
        var all = new LinkedHashMap<>(rules(service));
        heard.message()
                .ifPresentOrElse(
                        record -> all.put(heard.key(), record), () -> all.remove(heard.key()));
        rules(service, all);
    }

    void heardName(Heard<NameState> heard) {
        name(heard.key(), heard.message());
    }

    public Map<String, RuleState> rules(String service) {
        return rules.getOrDefault(service, Map.of());
    }

    public void rules(String service, Map<String, RuleState> all) {
        if (all.isEmpty()) {
            rules.remove(service);
        } else {
            rules.put(service, all);
        }
    }

    public Optional<NameState> name(String service) {
        return Optional.ofNullable(names.get(service));
    }

    public void name(String service, Optional<NameState> record) {
        record.ifPresentOrElse(name -> names.put(service, name), () -> names.remove(service));
    }

    /// Whether pods of ours stand behind a Service, by what was said of it.
    public boolean namesPods(String service) {
        return Stream.concat(
                        rules(service).values().stream().flatMap(Said::podUids),
                        name(service).stream().flatMap(Said::podUids))
                .findAny()
                .isPresent();
    }

    private static Stream<String> podUids(RuleState record) {
        return switch (record) {
            case RuleState.Head _ -> Stream.of();
            case RuleState.Slice(_, var endpoints) ->
                    endpoints.stream().flatMap(endpoint -> endpoint.podUid().stream());
        };
    }

    private static Stream<String> podUids(NameState record) {
        return switch (record) {
            case NameState.Headless(_, var endpoints) ->
                    endpoints.stream().flatMap(endpoint -> endpoint.podUid().stream());
        };
    }

    /// The refusal that was told of a Service last.
    public Optional<Because> refusal(String service) {
        return Optional.ofNullable(refusals.get(service));
    }

    /// How many Services are refused.
    public int refusals() {
        return refusals.size();
    }

    public void refusal(String service, Optional<Because> because) {
        because.ifPresentOrElse(why -> refusals.put(service, why), () -> refusals.remove(service));
    }

    /// Every Service something is said of.
    public Set<String> services() {
        var all = new TreeSet<>(rules.keySet());
        all.addAll(names.keySet());
        return all;
    }

    /// Everything that `rules.state` should hold.
    public Map<String, RuleState> allRules() {
        var all = new TreeMap<String, RuleState>();
        rules.values().forEach(all::putAll);
        return all;
    }

    /// Everything that `names.state` should hold.
    public Map<String, NameState> allNames() {
        return new TreeMap<>(names);
    }

    private static String service(String key) {
        var namespace = key.indexOf('/');
        var name = key.indexOf('/', namespace + 1);
        return name < 0 ? key : key.substring(0, name);
    }
}
