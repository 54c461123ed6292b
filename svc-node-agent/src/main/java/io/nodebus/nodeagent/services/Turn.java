package io.nodebus.nodeagent.services;

import io.nodebus.bus.decide.Command;
import io.nodebus.bus.decide.Command.Act;
import io.nodebus.bus.decide.Command.Say;
import io.nodebus.bus.decide.Command.Wake;
import io.nodebus.bus.decide.Decision;
import io.nodebus.bus.decide.Moment;
import io.nodebus.contracts.decision.Decided;
import io.nodebus.contracts.decision.DecisionRecord;
import io.nodebus.contracts.meta.Because;
import io.nodebus.contracts.rules.RuleState;
import io.nodebus.contracts.rules.RuleState.Head;
import io.nodebus.contracts.rules.RulesApplied;
import io.nodebus.contracts.stamp.Stamp;
import io.nodebus.nodeagent.netfilter.Outcome.Committed;
import io.nodebus.nodeagent.netfilter.Outcome.Failed;
import io.nodebus.nodeagent.services.Orders.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one message leads to, while it is being decided on.
final class Turn {
    private final ThisProxy proxy;
    private final KnownServices services;
    private final Moment at;
    private final List<Command> orders = new ArrayList<>();
    private final List<Command> timers = new ArrayList<>();
    private final List<Command> says = new ArrayList<>();

    Turn(ThisProxy proxy, KnownServices services, Moment at) {
        this.proxy = proxy;
        this.services = services;
        this.at = at;
    }

    Duration now() {
        return at.since();
    }

    void wake(String timer, Duration after) {
        timers.add(new Wake(timer, after));
    }

    /// Tells why.
    void tell(String object, Because because) {
        says.add(
                Say.that(
                        DecisionRecord.NODES,
                        proxy.node() + "/" + object,
                        new Decided(object, "", at.wall(), because)));
    }

    // --- what is heard

    /// A record of a port, or that it has ended.
    void noted(String key, Optional<RuleState> message, Optional<Stamp> stamp) {
        var prefix = services.ports().note(key, message);
        var service = RuleKey.service(prefix);
        stamp.ifPresent(it -> services.report().heard(service, it));
        if (RuleKey.of(key).slice().isEmpty()) {
            services.names().port(service, prefix, message.map(Head.class::cast));
            if (message.isEmpty()) {
                services.ports().ended(prefix);
            }
        }
        settle(prefix);
    }

    /// What a port means is worked out, unless more is to come.
    void settle(String prefix) {
        if (services.course().caughtUp() && services.ports().settle(prefix, now())) {
            services.report().changed(RuleKey.service(prefix), now());
        }
    }

    /// The same because of a pod, which is nothing to tell of unless it changes something.
    void settleForPod(String prefix) {
        if (services.course().caughtUp()
                && services.ports().settle(prefix, now())
                && services.ports().hasChanged(prefix)) {
            services.report().changed(RuleKey.service(prefix), now());
        }
    }

    /// Everything that was heard so far.
    void settleAll() {
        for (var prefix : services.ports().known()) {
            if (services.ports().settle(prefix, now())) {
                services.report().changed(RuleKey.service(prefix), now());
            }
        }
    }

    // --- what the kernel answered

    Course committed(Course course, Kind kind, Committed committed) {
        var before = course.trouble();
        var trouble = before.tookAllBut(committed.rejected(), now());
        trouble.rejected()
                .forEach((prefix, because) -> {
                    if (!because.equals(before.rejected().get(prefix))) {
                        rejected(prefix, because);
                    }
                });
        if (!trouble.isNone()) {
            wake(Services.RETRY, trouble.delay());
        }
        if (kind == Kind.REPAIR && before.isNone() && committed.operations() > 0) {
            tell(itself(), Words.repaired(committed.operations(), proxy.mode()));
        }
        var lag = services.report().committed(trouble.services(), now());
        return course.with(trouble).with(course.telling().with(committed.took(), lag));
    }

    private void rejected(String prefix, String why) {
        var service = RuleKey.service(prefix);
        var because = Words.rejected(prefix, why, proxy.mode());
        tell("service/" + service, because);
        says.add(
                Say.that(
                        RulesApplied.TOPIC,
                        proxy.node(),
                        new RulesApplied.Rejected(
                                proxy.nodeUid(),
                                proxy.mode(),
                                services.report().change(service),
                                because)));
    }

    Course failed(Course course, Failed failed) {
        var trouble = course.trouble().tookNothing(failed.because(), now());
        if (!trouble.all().equals(course.trouble().all())) {
            tell(itself(), Words.failed(failed.because(), proxy.mode(), services.ports().size()));
        }
        wake(Services.RETRY, trouble.delay());
        return course.with(trouble).with(course.orders().held(true));
    }

    private String itself() {
        return "node/" + proxy.node();
    }

    // --- what follows

    Decision<KnownServices> decided(Course course) {
        var next = told(ordered(course));
        if (next.caughtUp()) {
            services.ports()
                    .patienceEnds()
                    .ifPresent(end -> wake(Services.PATIENCE, positive(end.minus(now()))));
        }
        var commands = new ArrayList<>(orders);
        commands.addAll(timers);
        commands.addAll(says);
        return new Decision<>(services.with(next), commands);
    }

    private static Duration positive(Duration left) {
        return left.isNegative() ? Duration.ZERO : left;
    }

    /// One order at a time: what changes meanwhile goes out together.
    private Course ordered(Course course) {
        var before = course.orders();
        if (!proxy.acts() || !course.caughtUp() || before.isUnderWay() || before.held()) {
            return course;
        }
        return switch (before.due()) {
            case LOAD -> loaded(course);
            case REPAIR -> {
                var next = before.begun(Kind.REPAIR, now().toNanos());
                orders.add(new Act(new ServiceOrder.Repair(next.number())));
                yield course.with(next);
            }
            case COMMIT, NONE -> changed(course);
        };
    }

    /// While nothing at all was heard of rules the kernel keeps what it has (design law 9).
    private Course loaded(Course course) {
        var ports = services.ports();
        if (ports.size() == 0 && !ports.hasChanged()) {
            return course;
        }
        var next = course.orders().begun(Kind.LOAD, now().toNanos());
        services.report().ordered();
        orders.add(new Act(new ServiceOrder.Load(next.number(), ports.takeAll())));
        return course.with(next);
    }

    private Course changed(Course course) {
        if (services.ports().hasChanged()) {
            var next = course.orders().begun(Kind.COMMIT, now().toNanos());
            services.report().ordered();
            orders.add(
                    new Act(
                            new ServiceOrder.Commit(
                                    next.number(), services.ports().takeChanges())));
            return course.with(next);
        }
        if (course.trouble().all().isEmpty() && services.report().isWaiting()) {
            // A newer record that means the same here.
            services.report().ordered();
            var lag = services.report().committed(course.trouble().services(), now());
            return course.with(course.telling().with(Duration.ZERO, lag));
        }
        return course;
    }

    private Course told(Course course) {
        if (!services.report().hasDone()) {
            return course;
        }
        var left = course.telling().left(now());
        if (left.isPositive()) {
            wake(Services.TELL, left);
            return course;
        }
        var changes = services.report().takeDone(services.ports()::isKnown);
        var named = changes.stream().limit(RulesApplied.MOST_CHANGES).toList();
        says.add(
                Say.that(
                        RulesApplied.TOPIC,
                        proxy.node(),
                        new RulesApplied.Applied(
                                proxy.nodeUid(),
                                proxy.mode(),
                                services.ports().size() - course.trouble().rejected().size(),
                                course.telling().took().toNanos() / 1000,
                                course.telling().lag().toNanos() / 1000,
                                named,
                                changes.size() - named.size())));
        return course.with(course.telling().told(now()));
    }
}
