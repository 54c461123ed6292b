package io.nodebus.nodeagent.netfilter.kernel;

import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.box.Namespace;
import io.nodebus.nodeagent.netfilter.Netfilter;
import io.nodebus.nodeagent.netfilter.Outcome;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.iptables.Frame;
import io.nodebus.nodeagent.netfilter.kernel.IptablesCommand.Kind;
import io.nodebus.nodeagent.netfilter.kernel.NetlinkTable.Claim;
import io.nodebus.nodeagent.netfilter.nftables.NodeNetwork;
import io.nodebus.nodeagent.netfilter.nftables.Plans;
import io.nodebus.nodeagent.netfilter.nftables.Skeleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A namespace with rules in it, and what was written there as nft lists it.
final class Node implements AutoCloseable {
    static final NodeNetwork NETWORK =
            new NodeNetwork(
                    Plans.HERE,
                    IpFamily.IPv4,
                    Optional.of("10.64.0.0/16"),
                    Optional.of("172.30.0.0/16"),
                    List.of());

    private static final Skeleton SKELETON = new Skeleton(NETWORK);
    private static final Pattern ELEMENTS =
            Pattern.compile("elements = \\{ (.*?) \\}", Pattern.DOTALL);

    /// How the kernel is spoken to.
    enum Way {
        NETLINK,
        NETLINK_UNCLAIMED,
        NFT,
        IPTABLES_NFT,
        IPTABLES_LEGACY;

        boolean isIptables() {
            return switch (this) {
                case NETLINK, NETLINK_UNCLAIMED, NFT -> false;
                case IPTABLES_NFT, IPTABLES_LEGACY -> true;
            };
        }

        Netfilter open(Between between) {
            return switch (this) {
                case NETLINK -> of(between, netlink(Claim.OURS_ALONE, new NftCommand()));
                case NETLINK_UNCLAIMED -> of(between, netlink(Claim.ANYBODYS, new NftCommand()));
                case NFT -> of(between, new NftTable(SKELETON));
                case IPTABLES_NFT -> of(between, new IptablesCommand(Kind.NFT, false));
                case IPTABLES_LEGACY -> of(between, new IptablesCommand(Kind.LEGACY, false));
            };
        }

        private static Netfilter of(Between between, Table table) {
            return Nftables.of(NETWORK, between.table().apply(table));
        }

        private static Netfilter of(Between between, Tables tables) {
            return Iptables.of(new Frame(NETWORK, false), between.tables().apply(tables));
        }

        private String listing() {
            return switch (this) {
                case NETLINK, NETLINK_UNCLAIMED, NFT -> "nft list table ip kube-proxy";
                case IPTABLES_NFT -> "iptables-nft-save";
                case IPTABLES_LEGACY -> "iptables-legacy-save";
            };
        }
    }

    static Table netlink(Claim claim, NftCommand nft) {
        return new NetlinkTable(SKELETON, IpFamily.IPv4, claim, nft);
    }

    private final Namespace namespace = Namespace.open();
    private final Way way;
    private Netfilter netfilter;

    Node(Way way) throws Exception {
        this.way = way;
        this.netfilter = begin(Between.NOTHING);
    }

    /// The agent's next life.
    void restart() throws Exception {
        restart(Between.NOTHING);
    }

    void restart(UnaryOperator<Table> through) throws Exception {
        restart(new Between(through, tables -> tables));
    }

    void restart(Between between) throws Exception {
        netfilter.close();
        netfilter = begin(between);
    }

    private Netfilter begin(Between between) throws Exception {
        return namespace.ask(() -> way.open(between));
    }

    Way way() {
        return way;
    }

    Namespace namespace() {
        return namespace;
    }

    Outcome load(Map<String, PortPlan> wanted) throws Exception {
        return ask(netfilter -> netfilter.load(wanted));
    }

    /// What a test does with the room.
    @FunctionalInterface
    interface Asked<A> {
        A of(Netfilter netfilter);
    }

    <A> A ask(Asked<A> asked) throws Exception {
        return namespace.ask(() -> asked.of(netfilter));
    }

    /// What the way's own tool lists, without the flags and the owner of the table, which nft 1.0.6
    /// cannot read back, and without counters and the time.
    String listing() {
        return namespace
                .sh(way.listing())
                .replaceAll("(?m)^# .*\n", "")
                .replaceAll("(?m)^(:.*) \\[.*\\]$", "$1")
                .replaceAll(" # progname .*", "")
                .replaceAll("\tflags [^\n]*\n\n", "");
    }

    /// The same with elements in order, which in the kernel's hash tables they are not.
    String inOrder() {
        return inOrder(listing());
    }

    static String inOrder(String listing) {
        return ELEMENTS.matcher(listing)
                .replaceAll(elements ->
                        "elements = { "
                                + String.join(
                                        ", ",
                                        Stream.of(elements.group(1).split(",\\s*", -1))
                                                .sorted()
                                                .toList())
                                + " }");
    }

    @Override
    public void close() {
        netfilter.close();
        namespace.close();
    }
}
