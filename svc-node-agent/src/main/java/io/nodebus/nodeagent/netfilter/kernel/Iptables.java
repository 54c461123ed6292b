package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.contracts.pod.Protocol;
import io.nodebus.nodeagent.netfilter.Netfilter;
import io.nodebus.nodeagent.netfilter.Outcome;
import io.nodebus.nodeagent.netfilter.Outcome.Committed;
import io.nodebus.nodeagent.netfilter.Outcome.Failed;
import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.iptables.Frame;
import io.nodebus.nodeagent.netfilter.iptables.Restore;
import io.nodebus.nodeagent.netfilter.iptables.Ruleset;
import io.nodebus.nodeagent.netfilter.kernel.IptablesCommand.Kind;
import io.nodebus.nodeagent.netfilter.nftables.Contents;
import io.nodebus.nodeagent.netfilter.nftables.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Services by iptables, in kube-proxy's chains. Keeps what is wanted and which ruleset the kernel
/// has by its knowledge; where that proves wrong it is read back, and only chains that differ are
/// written. Which port has which address, and whose flows end, is the same in every mode, so
/// [Ports] knows it. Guarded by its own lock, so calls wait for each other.
public final class Iptables implements Netfilter {
    /// Between two readings of everything, for what neither generation nor canary tells.
    private static final int LOOKS_PER_READING = 10;

    private static final Contents NOTHING = new Contents(Set.of(), Map.of());

    private final Tables tables;
    private final Frame frame;
    private final Wanted wanted = new Wanted();

    private Ports ports;
    private Ruleset ruleset;
    private @Nullable Flows flows;
    private boolean sound;
    private int looks;
    private int operations;

    private Iptables(Frame frame, Tables tables) {
        this.frame = frame;
        this.tables = tables;
        this.ports = new Ports(frame.network().node());
        this.ruleset = new Ruleset(frame);
    }

    /// By the machine's own iptables, in the network namespace of the calling thread.
    public static Netfilter byCommand(Frame frame) {
        return of(frame, new IptablesCommand(Kind.MACHINES, frame.localhostNodePorts()));
    }

    static Netfilter of(Frame frame, Tables tables) {
        return new Iptables(frame, tables);
    }

    @Override
    public synchronized Outcome load(Map<String, PortPlan> all) {
        wanted.load(all);
        return timed(this::makeTrue);
    }

    @Override
    public synchronized Outcome commit(PortChanges changes) {
        wanted.change(changes);
        return timed(
                () -> sound && !wanted.concernsUnwelcome(changes) ? change(changes) : makeTrue());
    }

    @Override
    public synchronized Optional<Outcome> repair() {
        if (!wanted.isLoaded() || sound && !needsReading()) {
            return Optional.empty();
        }
        var wasSound = sound;
        var outcome = timed(this::makeTrue);
        return wasSound && outcome instanceof Committed(_, var done, _) && done == 0
                ? Optional.empty()
                : Optional.of(outcome);
    }

    private boolean needsReading() {
        try {
            return ++looks >= LOOKS_PER_READING || tables.isTouched();
        } catch (KernelFailure _) {
            return true;
        }
    }

    private Outcome timed(Supplier<Integer> work) {
        var start = System.nanoTime();
        try {
            var done = work.get();
            return new Committed(since(start), done, wanted.rejected(ports.refused()));
        } catch (KernelFailure failure) {
            sound = false;
            return new Failed(since(start), String.valueOf(failure.getMessage()));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /// From what the kernel has by our knowledge.
    private int change(PortChanges changes) {
        var touched = new TreeSet<>(ports.refused().keySet());
        var planned = ports.change(changes);
        touched.addAll(changes.changed().keySet());
        touched.addAll(changes.gone());
        var before = ruleset.plans(touched);
        var now = new TreeMap<String, Optional<PortPlan>>();
        touched.forEach(prefix -> now.put(prefix, ports.placed(prefix)));
        var restore = ruleset.change(now);
        if (!isDone(restore, before)) {
            return makeTrue();
        }
        flows().end(planned.gone());
        return restore.operations();
    }

    private boolean isDone(Restore restore, Map<String, Optional<PortPlan>> before) {
        var done = false;
        try {
            done = restore.isEmpty() || tables.restore(restore) instanceof Answer.Done;
            return done;
        } finally {
            if (!done) {
                var _ = ruleset.change(before);
            }
        }
    }

    /// From what the kernel has.
    private int makeTrue() {
        sound = false;
        operations = 0;
        wanted.welcomeAll();
        ports = new Ports(frame.network().node());
        var _ = ports.load(NOTHING, wanted.plans());
        var all = new Ruleset(frame).with(ports.placed());
        ruleset = written(all) instanceof Answer.Done ? all : whatCanBe();
        flows().end(flow ->
                ports.serves(flow.to(), Protocol.UDP, flow.port(), flow.answers())
                        .filter(serves -> !serves)
                        .isPresent());
        sound = true;
        looks = 0;
        return operations;
    }

    private Answer written(Ruleset candidate) {
        var restore = candidate.from(tables.read());
        if (restore.isEmpty()) {
            return new Answer.Done();
        }
        var answer = tables.restore(restore);
        if (answer instanceof Answer.Done) {
            operations += restore.operations();
        }
        return answer;
    }

    private Answer tested(Ruleset candidate) {
        return tables.test(candidate.from(tables.read()));
    }

    /// A Service that is refused does not keep others out, and keeps what it had. Who it is is
    /// found by halves: at first without touching the kernel, and when that understands all and
    /// still refuses, by writing.
    private Ruleset whatCanBe() {
        if (tables.test(new Ruleset(frame).whole()) instanceof Answer.Refused(var because)) {
            throw new KernelFailure(because);
        }
        var base = ruleset.only(ports.placed().keySet());
        var understood = isolated(base, services(), this::tested);
        if (written(understood) instanceof Answer.Done) {
            return understood;
        }
        var accepted = isolated(base, services(), this::written);
        if (written(accepted) instanceof Answer.Refused(var because)) {
            throw new KernelFailure(because);
        }
        return accepted;
    }

    private Ruleset isolated(
            Ruleset accepted, List<String> services, Function<Ruleset, Answer> attempt) {
        var candidate = accepted.with(plans(services));
        if (!(attempt.apply(candidate) instanceof Answer.Refused(var because))) {
            return candidate;
        }
        if (services.size() <= 1) {
            services.forEach(service -> wanted.refuse(service, because));
            return accepted;
        }
        var half = services.size() / 2;
        var first = isolated(accepted, services.subList(0, half), attempt);
        return isolated(first, services.subList(half, services.size()), attempt);
    }

    /// Those that were not refused yet.
    private List<String> services() {
        return ports.placed().values().stream()
                .map(PortPlan::service)
                .filter(wanted::isWelcome)
                .distinct()
                .sorted()
                .toList();
    }

    private Map<String, PortPlan> plans(List<String> services) {
        var these = Set.copyOf(services);
        var plans = ports.placed();
        plans.values().removeIf(plan -> !these.contains(plan.service()));
        return plans;
    }

    private Flows flows() {
        if (flows == null) {
            flows = new Flows();
        }
        return flows;
    }

    @Override
    public synchronized void close() {
        tables.close();
        if (flows != null) {
            flows.close();
        }
    }
}
