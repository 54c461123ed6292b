package io.nodebus.api.door;

import io.nodebus.api.admission.Claim;
import io.nodebus.contracts.service.ServiceDesired;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which Services have which addresses and node ports, as heard. Confined to its desk.
///
/// What is said and not read back yet is looked up among the [Flights]. What is to be deleted has
/// what it has until the end of it was read.
final class Leases {
    /// More than one where another control plane wrote as well.
    private final Map<Claim, SortedSet<String>> holders = new HashMap<>();

    private final Map<String, List<Claim>> held = new HashMap<>();

    void heard(String service, Optional<ServiceDesired> message) {
        for (var claim : held.getOrDefault(service, List.of())) {
            holders.computeIfPresent(
                    claim,
                    (_, services) -> {
                        services.remove(service);
                        return services.isEmpty() ? null : services;
                    });
        }
        var claims = message.map(desired -> Claim.of(desired.service())).orElse(List.of());
        claims.forEach(claim -> holders.computeIfAbsent(claim, _ -> new TreeSet<>()).add(service));
        held.put(service, claims);
        if (claims.isEmpty()) {
            held.remove(service);
        }
    }

    Optional<String> holder(Claim claim, String except) {
        return holders.getOrDefault(claim, new TreeSet<>()).stream()
                .filter(service -> !service.equals(except))
                .findFirst();
    }
}
