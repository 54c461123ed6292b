package io.nodebus.nodeagent.netfilter.iptables;

import io.nodebus.contracts.meta.Sorted;
import io.nodebus.contracts.rules.Choice;
import io.nodebus.contracts.rules.Choice.Among;
import io.nodebus.contracts.rules.Choice.Drop;
import io.nodebus.contracts.rules.Choice.Reject;
import io.nodebus.contracts.rules.RuleEndpoint;
import io.nodebus.contracts.service.TrafficPolicy;
import io.nodebus.nodeagent.netfilter.PortPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A port as rules: in chains of its own, and in those that all ports share.
///
/// | what it is | rules |
/// |---|---|
/// | cluster IP | nat `KUBE-SERVICES` → `KUBE-SVC-`, or `KUBE-SVL-` when only those here may answer |
/// | node port | nat `KUBE-NODEPORTS` → `KUBE-EXT-` → `KUBE-SVC-`, or `KUBE-SVL-` under Local |
/// | an endpoint | `KUBE-SEP-` |
/// | nobody answers | REJECT in filter `KUBE-SERVICES` and `KUBE-EXTERNAL-SERVICES` |
/// | others answer, not for us | DROP there |
///
/// @param own chains that go with the port, in the order they are written
/// @param shared its lines in chains that all ports have in common
record PortRules(PortPlan plan, Map<Chain, List<String>> own, Map<Chain, List<String>> shared) {
    PortRules {
        own = Sorted.asWritten(own);
        shared = Sorted.copy(shared);
    }

    static PortRules of(PortPlan plan, Optional<String> podCidr) {
        return new Writing(plan, podCidr).written();
    }

    /// One port on its way into rules.
    private static final class Writing {
        private final PortPlan plan;
        private final Optional<String> podCidr;
        private final ChainNames names;
        private final List<String> everybody;
        private final List<String> here;
        private final boolean keepsInside;
        private final String protocol;
        private final Map<Chain, List<String>> own = new LinkedHashMap<>();
        private final Map<Chain, List<String>> shared = new LinkedHashMap<>();

        Writing(PortPlan plan, Optional<String> podCidr) {
            this.plan = plan;
            this.podCidr = podCidr;
            this.names = ChainNames.of(plan);
            var transport = plan.protocol().name().toLowerCase(Locale.ROOT);
            this.protocol = "-m %1$s -p %1$s".formatted(transport);
            this.everybody = targets(plan.anywhere());
            var internal = targets(plan.internal());
            this.keepsInside = !internal.isEmpty() && !internal.equals(everybody);
            this.here = isLocal() ? targets(plan.external()) : keepsInside ? internal : List.of();
        }

        PortRules written() {
            plan.clusterIp().ifPresent(this::clusterIp);
            plan.nodePort().ifPresent(this::nodePort);
            var service =
                    plan.nodePort().isPresent() || usesService() ? everybody : List.<String>of();
            var local = keepsInside || plan.nodePort().isPresent() ? here : List.<String>of();
            spread(names.service(), service);
            spread(names.local(), local);
            new TreeSet<>(Stream.concat(service.stream(), local.stream()).toList())
                    .forEach(this::endpoint);
            return new PortRules(plan, own, shared);
        }

        private boolean usesService() {
            return plan.clusterIp().isPresent() && plan.internal() instanceof Among && !keepsInside;
        }

        private void clusterIp(String ip) {
            var to = "%s -d %s --dport %d".formatted(protocol, ip, plan.port());
            switch (plan.internal()) {
                case Among _ -> {
                    var chain = keepsInside ? names.local() : names.service();
                    var matches = comment("%s cluster IP") + " " + to;
                    shared(Frame.SERVICES, matches + " -j " + chain.name());
                    podCidr.ifPresent(pods ->
                            own(chain, matches + " ! -s " + pods + " -j " + Frame.MASQUERADE));
                }
                case Reject _ ->
                        shared(
                                Frame.REFUSED_SERVICES,
                                comment("%s has no endpoints") + " " + to + " -j REJECT");
                case Drop _ ->
                        shared(
                                Frame.REFUSED_SERVICES,
                                comment("%s has no local endpoints") + " " + to + " -j DROP");
            }
        }

        private void nodePort(int port) {
            var to = "%s --dport %d".formatted(protocol, port);
            var toAnyAddress = " -m addrtype --dst-type LOCAL " + to;
            if (!everybody.isEmpty()) {
                shared(
                        Frame.NODE_PORTS,
                        comment(plan.title()) + " " + to + " -j " + names.external().name());
                external();
            }
            switch (plan.external()) {
                case Among _ -> {}
                case Reject _ ->
                        shared(
                                Frame.REFUSED_NODE_PORTS,
                                comment("%s has no endpoints") + toAnyAddress + " -j REJECT");
                case Drop _ ->
                        shared(
                                Frame.REFUSED_NODE_PORTS,
                                comment("%s has no local endpoints") + toAnyAddress + " -j DROP");
            }
        }

        private void external() {
            var chain = names.external();
            var service = " -j " + names.service().name();
            if (!isLocal()) {
                own(
                        chain,
                        comment("masquerade traffic for %s external destinations")
                                + " -j "
                                + Frame.MASQUERADE);
                own(chain, service.strip());
                return;
            }
            podCidr.ifPresent(pods ->
                    own(
                            chain,
                            comment("pod traffic for %s external destinations")
                                    + " -s "
                                    + pods
                                    + service));
            own(
                    chain,
                    comment("masquerade LOCAL traffic for %s external destinations")
                            + " -m addrtype --src-type LOCAL -j "
                            + Frame.MASQUERADE);
            own(
                    chain,
                    comment("route LOCAL traffic for %s external destinations")
                            + " -m addrtype --src-type LOCAL"
                            + service);
            if (!here.isEmpty()) {
                own(chain, "-j " + names.local().name());
            }
        }

        /// Who was here before goes where he went, anybody else to one of them by chance.
        private void spread(Chain chain, List<String> targets) {
            plan.affinitySeconds()
                    .ifPresent(seconds ->
                            targets.forEach(target -> {
                                var endpoint = names.endpoint(target).name();
                                own(
                                        chain,
                                        "%1$s -m recent --name %2$s --rcheck --seconds %3$d --reap -j %2$s"
                                                .formatted(
                                                        comment("%s -> " + target),
                                                        endpoint,
                                                        seconds));
                            }));
            for (int i = 0; i < targets.size(); i++) {
                var left = targets.size() - i;
                own(
                        chain,
                        comment("%s -> " + targets.get(i))
                                + (left > 1
                                        ? String.format(
                                                Locale.ROOT,
                                                " -m statistic --mode random --probability %.10f",
                                                1.0 / left)
                                        : "")
                                + " -j "
                                + names.endpoint(targets.get(i)).name());
            }
        }

        private void endpoint(String target) {
            var chain = names.endpoint(target);
            var address = target.substring(0, target.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
            own(chain, comment(plan.title()) + " -s " + address + " -j " + Frame.MASQUERADE);
            own(
                    chain,
                    comment(plan.title())
                            + (plan.affinitySeconds().isPresent()
                                    ? " -m recent --name " + chain.name() + " --set"
                                    : "")
                            + " "
                            + protocol
                            + " -j DNAT --to-destination "
                            + target);
        }

        private boolean isLocal() {
            return plan.externalPolicy() == TrafficPolicy.Local;
        }

        /// Quoted where kube-proxy quotes.
        private String comment(String text) {
            var said = text.formatted(plan.title());
            return "-m comment --comment " + (said.indexOf(' ') < 0 ? said : '"' + said + '"');
        }

        private void own(Chain chain, String rule) {
            own.computeIfAbsent(chain, _ -> new ArrayList<>()).add(rule);
        }

        private void shared(Chain chain, String rule) {
            shared.computeIfAbsent(chain, _ -> new ArrayList<>()).add(rule);
        }

        private static List<String> targets(Choice choice) {
            return switch (choice) {
                case Among(var endpoints) ->
                        endpoints.stream().map(RuleEndpoint::target).sorted().distinct().toList();
                case Reject _, Drop _ -> List.of();
            };
        }
    }
}
