package io.nodebus.nodeagent.services;

import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Moment;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.meta.Because.Evidence;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.contracts.topic.Topic;
import io.nodebus.nodeagent.netfilter.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Lines a person can write, as messages: `12:00:01 slice default/web/tcp-80/ipv4/0 1 ...`. One
/// script is one life of an agent on node `n1` of uid `N`.
final class Script {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private final Services services =
            new Services(new ThisProxy("n1", "N", "cluster.local", "nftables", true));
    private KnownServices state = services.nothing();
    private long seq;
    private long ordered;

    /// What came of one line, a line each.
    List<String> hear(String line) {
        var words = List.of(line.trim().split(" +", -1));
        var at = moment(words.getFirst());
        var decision = decide(words.get(1), words.subList(2, words.size()), at);
        state = decision.next();
        decision.commands()
                .forEach(command -> {
                    if (command instanceof Act(ServiceOrder order)) {
                        ordered = order.number();
                    }
                });
        return decision.commands().stream()
                .flatMap(command -> Shown.command(command).stream())
                .toList();
    }

    private Decision<KnownServices> decide(String verb, List<String> words, Moment at) {
        return switch (verb) {
            case "began" -> services.began(state, new Began(false, at));
            case "caught-up" -> services.caughtUp(state, new CaughtUp(false, at));
            case "away" -> services.bus(state, new BusState.Away(at));
            case "back" -> services.bus(state, new BusState.Back(at));
            case "tick" -> services.tick(state, new Tick(words.getFirst(), at));
            case "head" ->
                    rule(
                            RuleState.headKey(words.getFirst()),
                            Optional.of(Things.head(words.getFirst(), rest(words))),
                            at);
            case "slice" -> rule(words.getFirst(), Optional.of(Things.slice(rest(words))), at);
            case "ended" -> rule(words.getFirst(), Optional.empty(), at);
            case "missing" ->
                    services.ruleMissing(
                            state, new Missing<>(RuleState.TOPIC, words.getFirst(), at));
            case "refused" ->
                    services.refused(
                            state,
                            new Refused(
                                    RuleState.TOPIC,
                                    words.getFirst(),
                                    Because.of("NodeTooOld", "it requires what is not here"),
                                    at));
            case "pod" -> pod(words.getFirst(), Optional.of(Things.pod("N", rest(words))), at);
            case "stranger" -> pod(words.getFirst(), Optional.of(Things.pod("O", rest(words))), at);
            case "gone" ->
                    pod(
                            words.get(0),
                            Optional.of(
                                    new PodState.Gone(
                                            words.get(1),
                                            "N",
                                            at.wall(),
                                            Because.of("Deleted", "nothing is left"))),
                            at);
            case "committed" ->
                    news(
                            Optional.of(
                                    new Outcome.Committed(
                                            Duration.ofNanos(6_000),
                                            Integer.parseInt(words.getFirst()),
                                            rejected(rest(words)))),
                            at);
            case "failed" ->
                    news(
                            Optional.of(
                                    new Outcome.Failed(
                                            Duration.ofNanos(9_000), String.join(" ", words))),
                            at);
            case "nothing-to-repair" -> news(Optional.empty(), at);
            case "late-answer" ->
                    services.news(
                            state,
                            new Told<>(
                                    new ServiceNews(
                                            1,
                                            Optional.of(
                                                    new Outcome.Failed(Duration.ZERO, "long ago"))),
                                    at));
            default -> throw new AssertionError("no such verb: " + verb);
        };
    }

    private static List<String> rest(List<String> words) {
        return words.subList(1, words.size());
    }

    /// `default/web/tcp-80/ipv4=File_exists`.
    private static Map<String, String> rejected(List<String> words) {
        var rejected = new TreeMap<String, String>();
        words.forEach(word -> {
            var equals = word.indexOf('=');
            rejected.put(word.substring(0, equals), word.substring(equals + 1).replace('_', ' '));
        });
        return rejected;
    }

    private Decision<KnownServices> news(Optional<Outcome> outcome, Moment at) {
        return services.news(state, new Told<>(new ServiceNews(ordered, outcome), at));
    }

    private Decision<KnownServices> rule(String key, Optional<RuleState> message, Moment at) {
        return services.rule(state, heard(RuleState.TOPIC, key, message, at));
    }

    private Decision<KnownServices> pod(String podKey, Optional<PodState> message, Moment at) {
        return services.pod(state, heard(PodState.TOPIC, PodState.key("n1", podKey), message, at));
    }

    private <M> Heard<M> heard(Topic<M> topic, String key, Optional<M> message, Moment at) {
        return new Heard<>(
                topic,
                key,
                message,
                new Stamp.ByLeader("test", 7, ++seq),
                at.wall(),
                new Evidence(topic.kind(), 0, seq),
                at);
    }

    private static Moment moment(String time) {
        var at = LocalTime.parse(time);
        Instant wall = DAY.atTime(at).toInstant(ZoneOffset.UTC);
        return new Moment(wall, Duration.ofNanos(at.toNanoOfDay()));
    }
}
