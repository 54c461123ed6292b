package io.nodebus.nodeagent.work;

import io.nodebus.nodeagent.containers.BackOff;
import io.nodebus.nodeagent.runtime.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The sandboxes of one pod: at most one is ready and used, the others are on their way out.
///
/// @param known newest first; the newest stays in the list after it is gone, for its number
/// @param making the attempt that is being made
/// @param notBefore until when nothing is tried, after a refusal
record Sandboxes(
        List<Known> known, Optional<Integer> making, BackOff refusals, Duration notBefore) {
    static final Sandboxes NONE =
            new Sandboxes(List.of(), Optional.empty(), BackOff.ofRefusals(), Duration.ZERO);

    /// How far a sandbox is on its way out.
    enum Leaving {
        NO,
        ORDERED,
        /// Stopped; the runtime still has it.
        STOPPED,
        /// The runtime has nothing of it.
        REMOVED
    }

    record Known(String id, int attempt, boolean ready, Optional<String> address, Leaving leaving) {
        Known leaving(Leaving other) {
            return new Known(id, attempt, ready && other == Leaving.NO, address, other);
        }

        Known notReady() {
            return new Known(id, attempt, false, address, leaving);
        }
    }

    Sandboxes {
        known = List.copyOf(known);
    }

    /// The one containers are started in.
    Optional<Known> usable() {
        return known.stream().findFirst().filter(it -> it.ready() && it.leaving() == Leaving.NO);
    }

    boolean has(String id) {
        return known.stream().anyMatch(it -> it.id().equals(id));
    }

    boolean isBusy() {
        return making.isPresent() || known.stream().anyMatch(it -> it.leaving() == Leaving.ORDERED);
    }

    /// All that were made are stopped, or removed.
    boolean haveLeft(boolean removed) {
        return known.stream()
                .allMatch(it ->
                        it.leaving() == Leaving.REMOVED
                                || !removed && it.leaving() == Leaving.STOPPED);
    }

    List<PodActions.SandboxView> views() {
        var highest = known.stream().mapToInt(Known::attempt).max().orElse(0);
        return known.stream()
                .limit(1)
                .map(it ->
                        new PodActions.SandboxView(
                                highest,
                                it.ready() && it.leaving() == Leaving.NO,
                                it.address().isPresent()))
                .toList();
    }

    Sandboxes making(int attempt) {
        return new Sandboxes(known, Optional.of(attempt), refusals, notBefore);
    }

    Sandboxes made(String id, int attempt, Optional<String> address) {
        var all = new ArrayList<>(known);
        all.removeIf(it -> it.id().equals(id) || it.leaving() == Leaving.REMOVED);
        all.addFirst(new Known(id, attempt, true, address, Leaving.NO));
        return new Sandboxes(all, Optional.empty(), refusals.reset(), Duration.ZERO);
    }

    /// Something was refused: whatever was being made is not known to be there.
    Sandboxes refused(Duration now) {
        var grown = refusals.grown(now, now);
        return new Sandboxes(known, Optional.empty(), grown, now.plus(grown.delay()));
    }

    Sandboxes atOnce() {
        return new Sandboxes(known, making, refusals, Duration.ZERO);
    }

    /// One that is removed is forgotten, unless its number is needed to count on.
    Sandboxes leaving(String id, Leaving leaving) {
        var highest = known.stream().mapToInt(Known::attempt).max().orElse(0);
        return replaced(
                known.stream()
                        .map(it -> it.id().equals(id) ? it.leaving(leaving) : it)
                        .filter(it -> it.leaving() != Leaving.REMOVED || it.attempt() == highest)
                        .toList());
    }

    Sandboxes died(String id) {
        return replaced(known.stream().map(it -> it.id().equals(id) ? it.notReady() : it).toList());
    }

    /// What the runtime has now. Of several that are ready, the one that `uses` names is used, else
    /// the newest.
    Sandboxes seen(List<Sandbox> seen, Optional<String> uses) {
        var all = new ArrayList<Known>();
        for (var sandbox : seen) {
            var before = known.stream().filter(it -> it.id().equals(sandbox.id())).findFirst();
            all.add(
                    new Known(
                            sandbox.id(),
                            sandbox.attempt(),
                            sandbox.ready(),
                            sandbox.ip().or(() -> before.flatMap(Known::address)),
                            before.map(Known::leaving)
                                    .filter(it -> it == Leaving.STOPPED)
                                    .orElse(Leaving.NO)));
        }
        known.stream()
                .limit(1)
                .filter(newest -> seen.stream().noneMatch(it -> it.id().equals(newest.id())))
                .forEach(newest -> all.add(newest.leaving(Leaving.REMOVED)));
        all.sort(
                Comparator.comparing((Known it) -> uses.isPresent() && uses.get().equals(it.id()))
                        .thenComparing(Known::ready)
                        .thenComparingInt(Known::attempt)
                        .thenComparing(Known::id)
                        .reversed());
        return replaced(all);
    }

    private Sandboxes replaced(List<Known> others) {
        return new Sandboxes(others, making, refusals, notBefore);
    }
}
