package io.nodebus.nodeagent.services;

import io.nodebus.bus.decide.Began;
import io.nodebus.bus.decide.BusState;
import io.nodebus.bus.decide.CaughtUp;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Heard;
import io.nodebus.bus.decide.Missing;
import io.nodebus.bus.decide.Refused;
import io.nodebus.bus.decide.Tick;
import io.nodebus.bus.decide.Told;
import io.nodebus.contracts.pod.PodState;
import io.nodebus.contracts.rules.NameState;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.nodeagent.netfilter.Outcome;
import io.nodebus.nodeagent.services.Orders.Kind;
import java.time.Duration;
import java.util.Optional;

/// Decides what the kernel of this node does for Services: one method per kind of message.
public final class Services {
    static final String LOOK = "look";
    static final String PATIENCE = "patience";
    static final String RETRY = "retry";
    static final String TELL = "tell";
    static final String SWEEP = "sweep";

    /// What others did to our rules is noticed sooner where the kernel tells; this makes us look
    /// anyway (design law 1).
    private static final Duration UNTIL_NEXT_LOOK = Duration.ofSeconds(30);

    private final ThisProxy proxy;

    public Services(ThisProxy proxy) {
        this.proxy = proxy;
    }

    public KnownServices nothing() {
        return KnownServices.nothing(proxy.node(), proxy.nodeUid(), proxy.domain());
    }

    public Decision<KnownServices> began(KnownServices services, Began began) {
        var turn = new Turn(proxy, services, began.at());
        turn.wake(LOOK, UNTIL_NEXT_LOOK);
        return turn.decided(services.course());
    }

    public Decision<KnownServices> rule(KnownServices services, Heard<RuleState> heard) {
        var turn = new Turn(proxy, services, heard.at());
        services.ruleKeys().heard(heard.key(), heard.message().isEmpty());
        turn.noted(heard.key(), heard.message(), Optional.of(heard.stamp()));
        return turn.decided(services.course());
    }

    public Decision<KnownServices> ruleMissing(KnownServices services, Missing<RuleState> missing) {
        return missing(services, services.ruleKeys(), missing);
    }

    public Decision<KnownServices> name(KnownServices services, Heard<NameState> heard) {
        services.nameKeys().heard(heard.key(), heard.message().isEmpty());
        named(services, heard.key(), heard.message());
        return Decision.quietly(services);
    }

    private static void named(KnownServices services, String key, Optional<NameState> name) {
        services.names()
                .name(
                        key,
                        name.map(it ->
                                switch (it) {
                                    case NameState.Headless headless -> headless;
                                }));
    }

    public Decision<KnownServices> nameMissing(KnownServices services, Missing<NameState> missing) {
        return missing(services, services.nameKeys(), missing);
    }

    private Decision<KnownServices> missing(
            KnownServices services, Absences keys, Missing<?> missing) {
        var turn = new Turn(proxy, services, missing.at());
        if (keys.missed(missing.key(), missing.at().since())) {
            turn.wake(SWEEP, Absences.GRACE);
        }
        return turn.decided(services.course());
    }

    /// The node's own pods, as its agent said them a moment ago or in an earlier life.
    public Decision<KnownServices> pod(KnownServices services, Heard<PodState> heard) {
        var turn = new Turn(proxy, services, heard.at());
        services.ports().using(services.pods().heard(heard)).forEach(turn::settleForPod);
        return turn.decided(services.course());
    }

    public Decision<KnownServices> caughtUp(KnownServices services, CaughtUp caughtUp) {
        var turn = new Turn(proxy, services, caughtUp.at());
        var course = services.course().nowCaughtUp();
        turn.settleAll();
        return turn.decided(course.with(course.orders().due(Kind.LOAD)));
    }

    public Decision<KnownServices> bus(KnownServices services, BusState state) {
        return Decision.quietly(
                services.with(
                        services.course()
                                .away(
                                        switch (state) {
                                            case BusState.Away _ -> true;
                                            case BusState.Back _ -> false;
                                        })));
    }

    public Decision<KnownServices> refused(KnownServices services, Refused refused) {
        var turn = new Turn(proxy, services, refused.at());
        turn.tell(Words.service(refused.topic(), refused.key()), refused.because());
        return turn.decided(services.course());
    }

    public Decision<KnownServices> tick(KnownServices services, Tick tick) {
        var turn = new Turn(proxy, services, tick.at());
        var course = services.course();
        return switch (tick.timer()) {
            case LOOK -> {
                turn.wake(LOOK, UNTIL_NEXT_LOOK);
                yield turn.decided(course.with(course.orders().due(Kind.REPAIR)));
            }
            case RETRY -> turn.decided(course.with(course.orders().held(false).due(Kind.REPAIR)));
            case PATIENCE -> {
                services.ports()
                        .giveUp(tick.at().since())
                        .forEach((prefix, left) -> {
                            services.report().changed(RuleKey.service(prefix), tick.at().since());
                            turn.tell(
                                    "service/" + RuleKey.service(prefix),
                                    Words.incomplete(prefix, left));
                        });
                yield turn.decided(course);
            }
            case SWEEP -> {
                sweep(services, turn);
                yield turn.decided(course);
            }
            case TELL -> turn.decided(course);
            default -> throw new IllegalArgumentException("no such timer: " + tick.timer());
        };
    }

    /// Only while the bus is there: without it nothing could have been said again.
    private static void sweep(KnownServices services, Turn turn) {
        if (!services.course().away()) {
            for (var key : services.ruleKeys().takeEnded(turn.now())) {
                turn.noted(key, Optional.empty(), Optional.empty());
            }
            for (var key : services.nameKeys().takeEnded(turn.now())) {
                named(services, key, Optional.empty());
            }
        }
        if (services.ruleKeys().hasAbsent() || services.nameKeys().hasAbsent()) {
            turn.wake(SWEEP, Absences.GRACE);
        }
    }

    public Decision<KnownServices> news(KnownServices services, Told<ServiceNews> told) {
        var turn = new Turn(proxy, services, told.at());
        var course = services.course();
        var news = told.message();
        if (!course.orders().isAnsweredBy(news.number())) {
            return turn.decided(course);
        }
        var kind = course.orders().underWay();
        var answered = course.with(course.orders().answered());
        return turn.decided(
                news.outcome()
                        .map(outcome ->
                                switch (outcome) {
                                    case Outcome.Committed committed ->
                                            turn.committed(answered, kind, committed);
                                    case Outcome.Failed failed -> turn.failed(answered, failed);
                                })
                        .orElse(answered));
    }
}
