package io.nodebus.contracts.rules;

import io.nodebus.contracts.service.TrafficPolicy;
import java.util.List;
import java.util.function.Predicate;

/// Which endpoints a node may use. In each scope those that are ready; while none is, those that
/// are ending and still answer (KEP-1669).
///
/// | policy | some in scope | none in scope, some elsewhere | none anywhere |
/// |---|---|---|---|
/// | Cluster | among them | | reject |
/// | Local | among them | drop | reject |
public final class Usable {
    private static final Choice REJECT = new Choice.Reject();
    private static final Choice DROP = new Choice.Drop();

    private Usable() {}

    /// What `node` does with a connection under this policy.
    public static Choice choice(TrafficPolicy policy, List<RuleEndpoint> all, String node) {
        var anywhere = usable(all, _ -> true);
        return switch (policy) {
            case Cluster -> among(anywhere, REJECT);
            case Local ->
                    among(
                            usable(all, endpoint -> endpoint.isOn(node)),
                            anywhere.isEmpty() ? REJECT : DROP);
        };
    }

    private static Choice among(List<RuleEndpoint> endpoints, Choice otherwise) {
        return endpoints.isEmpty() ? otherwise : new Choice.Among(endpoints);
    }

    private static List<RuleEndpoint> usable(
            List<RuleEndpoint> all, Predicate<RuleEndpoint> scope) {
        var here = all.stream().filter(scope).toList();
        var ready = here.stream().filter(RuleEndpoint::ready).toList();
        return ready.isEmpty()
                ? here.stream()
                        .filter(endpoint -> endpoint.serving() && endpoint.terminating())
                        .toList()
                : ready;
    }
}
