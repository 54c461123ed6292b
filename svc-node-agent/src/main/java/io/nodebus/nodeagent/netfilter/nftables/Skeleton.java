package io.nodebus.nodeagent.netfilter.nftables;

import static java.util.stream.Collectors.joining;

import io.nodebus.nodeagent.netfilter.nftables.Growth.Size;
import io.nodebus.nodeagent.netfilter.nftables.Growth.Sticky;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The part of the rules that no Service is in, as nft text.
///
/// kube-proxy's table, hooks, priorities and mark. A packet to a cluster IP goes `services` →
/// `cluster-ip-ports` → `sizes` → `spread-N`; one to a node port goes `services` → `nodeports` →
/// `nodeport-sizes` → `nodeport-spread-N`, or by `external-local` to `local-sizes`. Whoever is
/// known but in no size is dropped there: that is what a Local policy without endpoints means, and
/// what a look-up between two commits deserves, because its SYN is repeated.
///
/// A client is remembered after it was sent on, since only then the packet shows where to.
public final class Skeleton {
    public static final String TABLE = "kube-proxy";

    /// Sizes that are there from the beginning.
    static final int SMALL = 16;

    /// Kubernetes' default, so most Services with affinity have it.
    static final int THREE_HOURS = 10_800;

    /// Three to pick and one to get there; or one per transport for cluster IPs and node ports.
    private static final int RULES_PER_GROWTH = 4;

    /// Chain of rules that no packet meets. nft gives the first rule that uses a map, in each of
    /// its processes, the protocol in the map's type: that rule would serve TCP only.
    private static final String FIRST_USE = "first-use";

    private static final String SERVICE = "ip daddr . meta l4proto . th dport";
    private static final String NODE_PORT = "meta l4proto . th dport";
    private static final String MASQUERADE = "meta mark set meta mark | 0x4000";

    private final NodeNetwork network;
    private final String ip;

    public Skeleton(NodeNetwork network) {
        this.network = network;
        this.ip =
                switch (network.family()) {
                    case IPv4 -> "ip";
                    case IPv6 -> "ip6";
                };
    }

    /// `ip kube-proxy`.
    public String table() {
        return ip + " " + TABLE;
    }

    /// An empty set by whose name this very text is known to be in the kernel.
    public String mark() {
        return "skeleton-%08x".formatted(body().hashCode());
    }

    /// Fills a table that is empty.
    public String text() {
        return set(mark(), address()) + body();
    }

    /// Makes a table anew, whatever there was.
    public String anew() {
        return "add table %1$s%ndelete table %1$s%nadd table %1$s%n".formatted(table()) + text();
    }

    /// The same in a table of another name, to find out whether a tool and a kernel take it.
    public String probe() {
        var probe = table() + "-probe";
        return "add table %s%n".formatted(probe) + text().replace(table(), probe);
    }

    /// Adds what was not there from the beginning.
    public String text(Collection<Growth> growth) {
        var text = new StringBuilder();
        text.append("flush chain %s %s%n".formatted(table(), FIRST_USE));
        for (var space : Space.values()) {
            text.append(rule(FIRST_USE, pick(space, 1)));
        }
        for (var more : growth) {
            text.append(
                    switch (more) {
                        case Size size -> grown(size);
                        case Sticky sticky -> grown(sticky);
                    });
        }
        return text.toString();
    }

    /// How many rules there are when these sets are, and nobody else's hand was in it.
    public int rules(Collection<String> sets) {
        var body = body();
        var beginning = body.lines().filter(line -> line.startsWith("add rule ")).count();
        var grown =
                sets.stream()
                        .filter(set -> set.matches("((nodeport-|local-)?size|sticky)-[0-9]+"))
                        .filter(set -> !body.contains(" " + set + " {"))
                        .count();
        return (int) (beginning + grown * RULES_PER_GROWTH);
    }

    private String grown(Size size) {
        var n = size.endpoints();
        var space = size.space();
        return "add set %s %s { type %s; }%n".formatted(table(), space.size(n), type(space))
                + "add chain %s %s%n".formatted(table(), space.spread(n))
                + spread(space, n).map(rule -> rule(space.spread(n), rule)).collect(joining())
                // Before the drop at the end.
                + "insert rule %s %s %s%n".formatted(table(), space.sizes(), dispatch(space, n));
    }

    private String grown(Sticky sticky) {
        return sticky.sets().stream()
                        .map(set ->
                                "add set %s %s { type %s; }%n"
                                        .formatted(table(), set, stickyType(set)))
                        .collect(joining())
                + remember(sticky.seconds()).map(rule -> rule("remember", rule)).collect(joining());
    }

    private String rule(String chain, String rule) {
        return "add rule %s %s %s%n".formatted(table(), chain, rule);
    }

    private String body() {
        return Stream.of(sets(), maps(), picking(), deciding(), refusing(), hooks())
                .flatMap(blocks -> blocks)
                .collect(joining());
    }

    private Stream<String> sets() {
        var sizes =
                Stream.of(Space.values())
                        .flatMap(space -> small().mapToObj(n -> set(space.size(n), type(space))));
        var sticky = new Sticky(THREE_HOURS).sets().stream().map(set -> set(set, stickyType(set)));
        var services = type(Space.CLUSTER_IP);
        var nodePorts = type(Space.NODE_PORT);
        return Stream.of(
                        Stream.of(
                                set(SetNames.CLUSTER_IPS, address()),
                                set(SetNames.SERVICE_IPS, services),
                                set(SetNames.NO_ENDPOINT_SERVICES, services),
                                set(SetNames.SERVICE_NODE_PORTS, nodePorts),
                                set(SetNames.LOCAL_NODE_PORTS, nodePorts),
                                set(SetNames.NO_ENDPOINT_NODE_PORTS, nodePorts),
                                set(SetNames.HAIRPINS, address() + " . " + services)),
                        sticky,
                        sizes)
                .flatMap(sets -> sets);
    }

    private Stream<String> maps() {
        var connection = "%s . %s".formatted(address(), type(Space.CLUSTER_IP));
        return Stream.concat(
                Stream.of(Space.values())
                        .map(space ->
                                block(
                                        "map " + space.endpoints(),
                                        "typeof %s . numgen random mod 65536 : %s daddr . tcp dport"
                                                .formatted(
                                                        key(space).replace("th dport", "tcp dport"),
                                                        ip))),
                Stream.of(
                        block(
                                "map " + SetNames.AFFINITY,
                                "type %s : %s . inet_service".formatted(connection, address()),
                                "size 65535",
                                "flags dynamic,timeout")));
    }

    private Stream<String> picking() {
        var firstUse =
                block(
                        "chain " + FIRST_USE,
                        Stream.of(Space.values()).map(space -> pick(space, 1)).toList());
        return Stream.concat(
                Stream.of(firstUse),
                Stream.of(Space.values())
                        .flatMap(space ->
                                Stream.concat(
                                        small().mapToObj(n ->
                                                block(
                                                        "chain " + space.spread(n),
                                                        spread(space, n).toList())),
                                        Stream.of(block("chain " + space.sizes(), sizes(space))))));
    }

    private List<String> sizes(Space space) {
        return Stream.concat(small().mapToObj(n -> dispatch(space, n)), Stream.of("drop")).toList();
    }

    private Stream<String> deciding() {
        return Stream.of(
                block(
                        "chain cluster-ip-ports",
                        Stream.concat(
                                        network.podCidr().stream()
                                                .map(pods ->
                                                        "%s saddr != %s %s"
                                                                .formatted(ip, pods, MASQUERADE)),
                                        Stream.of("goto sizes"))
                                .toList()),
                // Whoever is near is answered by everybody's endpoints: Local is for clients from
                // outside.
                block(
                        "chain external-local",
                        Stream.concat(
                                        network.podCidr().stream()
                                                .map(pods ->
                                                        "%s saddr %s goto nodeport-sizes"
                                                                .formatted(ip, pods)),
                                        Stream.of(
                                                "fib saddr type local %s goto nodeport-sizes"
                                                        .formatted(MASQUERADE),
                                                "goto local-sizes"))
                                .toList()),
                block(
                        "chain nodeports",
                        "%s @%s goto external-local"
                                .formatted(NODE_PORT, SetNames.LOCAL_NODE_PORTS),
                        MASQUERADE,
                        "goto nodeport-sizes"),
                block(
                        "chain services",
                        "%s @%s goto cluster-ip-ports".formatted(service(), SetNames.SERVICE_IPS),
                        "%s @%s %s goto nodeports"
                                .formatted(
                                        NODE_PORT,
                                        SetNames.SERVICE_NODE_PORTS,
                                        nodePortAddresses())),
                block("chain remember", remember(THREE_HOURS).toList()),
                block(
                        "chain masquerading",
                        "meta mark & 0x4000 != 0 meta mark set meta mark ^ 0x4000 masquerade"
                                + " fully-random",
                        "ct status dnat %s saddr . %s @%s masquerade fully-random"
                                .formatted(ip, service(), SetNames.HAIRPINS)));
    }

    private Stream<String> refusing() {
        var serviceCidr =
                network.serviceCidr().stream()
                        .map(services -> "%s daddr %s drop".formatted(ip, services));
        return Stream.of(
                block(
                        "chain service-endpoints-check",
                        refused("%s @%s".formatted(service(), SetNames.NO_ENDPOINT_SERVICES))
                                .toList()),
                block(
                        "chain nodeport-endpoints-check",
                        refused(
                                        "%s @%s %s"
                                                .formatted(
                                                        NODE_PORT,
                                                        SetNames.NO_ENDPOINT_NODE_PORTS,
                                                        nodePortAddresses()))
                                .toList()),
                block(
                        "chain cluster-ips-check",
                        Stream.concat(
                                        refused("%s daddr @%s".formatted(ip, SetNames.CLUSTER_IPS)),
                                        serviceCidr)
                                .toList()));
    }

    /// A client on this node is told by a reset at once. An ICMP error would find its socket busy
    /// with the very SYN it answers, and wait for the next one, a second later.
    private static Stream<String> refused(String which) {
        return Stream.of(which + " reject with tcp reset", which + " reject");
    }

    private Stream<String> hooks() {
        return Stream.of(
                block(
                        "chain filter-input",
                        "type filter hook input priority filter; policy accept;",
                        "ct state new ct status dnat jump remember",
                        "ct state new jump nodeport-endpoints-check",
                        "ct state new jump service-endpoints-check"),
                block(
                        "chain filter-forward",
                        "type filter hook forward priority filter; policy accept;",
                        "ct state new jump service-endpoints-check",
                        "ct state new jump cluster-ips-check"),
                block(
                        "chain filter-output",
                        "type filter hook output priority filter; policy accept;",
                        "ct state new jump service-endpoints-check",
                        "ct state new jump cluster-ips-check"),
                block(
                        "chain nat-prerouting",
                        "type nat hook prerouting priority dstnat; policy accept;",
                        "jump services"),
                block(
                        "chain nat-output",
                        "type nat hook output priority -100; policy accept;",
                        "jump services"),
                block(
                        "chain nat-postrouting",
                        "type nat hook postrouting priority srcnat; policy accept;",
                        "ct status dnat jump remember",
                        "jump masquerading"));
    }

    private String dispatch(Space space, int n) {
        return "%s @%s goto %s".formatted(key(space), space.size(n), space.spread(n));
    }

    private Stream<String> spread(Space space, int n) {
        return Stream.of(
                "dnat %s to %s saddr . %s map @%s".formatted(ip, ip, service(), SetNames.AFFINITY),
                pick(space, n),
                "drop");
    }

    private String pick(Space space, int n) {
        return "dnat %s to %s . numgen random mod %d map @%s"
                .formatted(ip, key(space), n, space.endpoints());
    }

    /// nft knows what a `ct original proto-dst` is only beside a port of the packet.
    private Stream<String> remember(int seconds) {
        return Stream.of("tcp", "udp")
                .flatMap(transport ->
                        Stream.of(
                                remembers(
                                        transport,
                                        "ct original %s daddr . meta l4proto . ct original proto-dst @%s"
                                                .formatted(ip, SetNames.sticky(seconds)),
                                        seconds),
                                remembers(
                                        transport,
                                        "ct original %s daddr != @%s meta l4proto . ct original proto-dst @%s"
                                                .formatted(
                                                        ip,
                                                        SetNames.CLUSTER_IPS,
                                                        SetNames.stickyNodePort(seconds)),
                                        seconds)));
    }

    private String remembers(String transport, String which, int seconds) {
        return "%1$s dport != 0 %2$s update @%3$s { %4$s saddr . ct original %4$s daddr . meta l4proto . ct original proto-dst timeout %5$ds : %4$s daddr . %1$s dport }"
                .formatted(transport, which, SetNames.AFFINITY, ip, seconds);
    }

    private String nodePortAddresses() {
        return network.nodePortAddresses().isEmpty()
                ? "fib daddr type local %s daddr != %s"
                        .formatted(
                                ip,
                                switch (network.family()) {
                                    case IPv4 -> "127.0.0.0/8";
                                    case IPv6 -> "::1";
                                })
                : "%s daddr { %s }".formatted(ip, String.join(", ", network.nodePortAddresses()));
    }

    private String service() {
        return SERVICE.replaceFirst("ip", ip);
    }

    private String key(Space space) {
        return switch (space) {
            case CLUSTER_IP -> service();
            case NODE_PORT, LOCAL -> NODE_PORT;
        };
    }

    private String type(Space space) {
        return switch (space) {
            case CLUSTER_IP -> address() + " . inet_proto . inet_service";
            case NODE_PORT, LOCAL -> "inet_proto . inet_service";
        };
    }

    private String stickyType(String set) {
        return type(set.startsWith("nodeport-") ? Space.NODE_PORT : Space.CLUSTER_IP);
    }

    private String address() {
        return switch (network.family()) {
            case IPv4 -> "ipv4_addr";
            case IPv6 -> "ipv6_addr";
        };
    }

    private static IntStream small() {
        return IntStream.rangeClosed(1, SMALL);
    }

    private String set(String name, String type) {
        return block("set " + name, "type " + type);
    }

    private String block(String head, String... lines) {
        return block(head, List.of(lines));
    }

    /// A set or map with its properties, or a chain with its hook, when it has one, and its rules.
    ///
    /// One by one and never as a table in braces: nft would say the table's flags with it, and the
    /// kernel refuses that for one that can be claimed.
    private String block(String head, List<String> lines) {
        var words = head.split(" ", 2);
        if (!words[0].equals("chain")) {
            return "add %s %s %s { %s; }%n"
                    .formatted(words[0], table(), words[1], String.join("; ", lines));
        }
        var hook = lines.getFirst().startsWith("type ") ? " { " + lines.getFirst() + " }" : "";
        return "add chain %s %s%s%n".formatted(table(), words[1], hook)
                + lines.stream()
                        .filter(line -> !line.startsWith("type "))
                        .map(line -> rule(words[1], line))
                        .collect(joining());
    }
}
