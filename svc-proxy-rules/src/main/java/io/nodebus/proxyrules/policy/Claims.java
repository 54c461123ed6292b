package io.nodebus.proxyrules.policy;

import io.nodebus.contracts.service.Service;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/// Who has which address and node port. Confined to its loop's context, so nothing in it is locked.
///
/// Admission hands each out once; another control plane may not. Then the oldest Service has it,
/// and the others are refused as a whole, for half a Service surprises more than none.
public final class Claims {
    private final Map<String, TreeSet<Claimant>> claimants = new HashMap<>();
    private final Map<String, TreeSet<String>> held = new HashMap<>();
    private final Map<String, Claimant> known = new HashMap<>();

    private record Claimant(Instant created, String service) implements Comparable<Claimant> {
        private static final Comparator<Claimant> OLDEST =
                Comparator.comparing(Claimant::created).thenComparing(Claimant::service);

        @Override
        public int compareTo(Claimant other) {
            return OLDEST.compare(this, other);
        }
    }

    /// A claim that somebody else holds.
    ///
    /// @param what `cluster IP 10.96.0.10`, `node port 30080/TCP`
    public record Lost(String what, String owner) {}

    /// A Service claims what it names and nothing else from now on. Whoever claims the same, before
    /// or after, must be looked at again.
    public SequencedSet<String> claim(Service service) {
        var touched = release(service.key());
        var claimant =
                new Claimant(
                        service.metadata().creationTimestamp().orElse(Instant.EPOCH),
                        service.key());
        known.put(service.key(), claimant);
        for (var what : claims(service)) {
            var others = claimants.computeIfAbsent(what, _ -> new TreeSet<>());
            others.forEach(other -> touched.add(other.service()));
            others.add(claimant);
            held.computeIfAbsent(service.key(), _ -> new TreeSet<>()).add(what);
        }
        return touched;
    }

    /// It claims nothing any more: those who claimed the same.
    public SequencedSet<String> release(String service) {
        var touched = new TreeSet<String>();
        var claimant = known.remove(service);
        var claims = held.remove(service);
        if (claimant == null || claims == null) {
            return touched;
        }
        for (var what : claims) {
            claimants.computeIfPresent(
                    what,
                    (_, others) -> {
                        others.remove(claimant);
                        others.forEach(other -> touched.add(other.service()));
                        return others.isEmpty() ? null : others;
                    });
        }
        return touched;
    }

    /// The first claim of a Service that another one holds.
    public Optional<Lost> lost(String service) {
        return held.getOrDefault(service, new TreeSet<>()).stream()
                .flatMap(what -> owner(what).stream().map(owner -> new Lost(what, owner)))
                .filter(lost -> !lost.owner().equals(service))
                .findFirst();
    }

    private Optional<String> owner(String what) {
        return Optional.ofNullable(claimants.get(what))
                .map(claimants -> claimants.getFirst().service());
    }

    private static Collection<String> claims(Service service) {
        var claims = new TreeSet<String>();
        for (var family : service.spec().families()) {
            service.spec().clusterIp(family).ifPresent(ip -> claims.add("cluster IP " + ip));
        }
        for (var port : service.spec().ports()) {
            port.nodePort()
                    .ifPresent(number ->
                            claims.add("node port %d/%s".formatted(number, port.transport())));
        }
        return claims;
    }
}
