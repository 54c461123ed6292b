package io.nodebus.nodeagent.netfilter.nftables;

import io.nodebus.contracts.rules.Choice;
import io.nodebus.contracts.rules.Choice.Among;
import io.nodebus.contracts.rules.Choice.Drop;
import io.nodebus.contracts.rules.Choice.Reject;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.nodeagent.netfilter.nftables.Field.Address;
import io.nodebus.nodeagent.netfilter.nftables.Field.Port;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a packet is sent.
public record Target(Address address, Port port) {
    private static final Comparator<Target> ORDER =
            Comparator.<Target>comparingLong(target -> target.address().high())
                    .thenComparingLong(target -> target.address().low())
                    .thenComparingInt(target -> target.port().number());

    static Target of(RuleEndpoint endpoint) {
        return new Target(Address.of(endpoint.address()), new Port(endpoint.port()));
    }

    /// In order, each once.
    static List<Target> of(Choice choice) {
        return switch (choice) {
            case Among(var endpoints) ->
                    endpoints.stream().map(Target::of).sorted(ORDER).distinct().toList();
            case Reject _, Drop _ -> List.of();
        };
    }

    /// Places from 0 without a gap for those wanted. Who had a place below keeps it, so that one
    /// that goes costs two elements: the last one moves into its place.
    static List<Target> placed(List<@Nullable Target> had, List<Target> wanted) {
        var homeless = new HashSet<>(wanted);
        var places = new ArrayList<@Nullable Target>(wanted.size());
        for (int place = 0; place < wanted.size(); place++) {
            var before = place < had.size() ? had.get(place) : null;
            places.add(before != null && homeless.remove(before) ? before : null);
        }
        var rest = wanted.stream().filter(homeless::contains).iterator();
        var full = new ArrayList<Target>(wanted.size());
        for (var place : places) {
            full.add(place == null ? rest.next() : place);
        }
        return List.copyOf(full);
    }
}
