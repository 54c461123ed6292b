package io.nodebus.nodeagent.netfilter.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.Outcome;
import io.nodebus.nodeagent.netfilter.Outcome.Committed;
import io.nodebus.nodeagent.netfilter.Outcome.Failed;
import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.kernel.NetlinkTable.Claim;
import io.nodebus.nodeagent.netfilter.kernel.Node.Way;
import io.nodebus.nodeagent.netfilter.nftables.Field.Index;
import io.nodebus.nodeagent.netfilter.nftables.NodeNetwork;
import io.nodebus.nodeagent.netfilter.nftables.Plans;
import io.nodebus.nodeagent.netfilter.nftables.Skeleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every way to speak to the kernel keeps, in network namespaces of their own.
class NetfilterIT {
    private static final String WEB = "ns/web/tcp-80/ipv4";
    private static final String DNS = "ns/dns/udp-53/ipv4";

    /// Property 3 and 4, for each kind of change.
    @Test
    void allWaysWriteTheSameAndNftReadsItBack() throws Exception {
        try (var claimed = new Node(Way.NETLINK);
                var unclaimed = new Node(Way.NETLINK_UNCLAIMED);
                var text = new Node(Way.NFT);
                var copy = new Node(Way.NFT)) {
            for (var node : List.of(claimed, unclaimed, text)) {
                applied(node.load(two()));
            }
            for (var change : story()) {
                for (var node : List.of(claimed, unclaimed, text)) {
                    applied(node.ask(netfilter -> netfilter.commit(change)));
                }

                assertEquals(text.inOrder(), claimed.inOrder());
                assertEquals(text.inOrder(), unclaimed.inOrder());
            }
            var listing = Files.createTempFile("nodebus", ".nft");
            Files.writeString(listing, claimed.listing());
            copy.namespace().sh("nft -f " + listing);
            Files.delete(listing);
            assertEquals(claimed.inOrder(), copy.inOrder());
        }
    }

    /// Property 7 and 9: nothing is written that is there already.
    @ParameterizedTest
    @EnumSource
    void aNewLifeReadsBackAndWritesOnlyDifferences(Way way) throws Exception {
        try (var node = new Node(way)) {
            applied(node.load(two()));
            var before = node.inOrder();

            node.restart();

            assertEquals(0, applied(node.load(two())).operations());
            assertEquals(before, node.inOrder());
            node.restart();
            var changed = new TreeMap<>(two());
            changed.put(DNS, dns("10.64.1.3:5353", "10.64.7.7:5353"));
            assertEquals(
                    way.isIptables() ? 6 : 4,
                    applied(node.load(changed)).operations(),
                    "one of two, there and at the node port");
            assertEquals(
                    0,
                    applied(node.ask(netfilter -> netfilter.commit(PortChanges.of(changed))))
                            .operations());
        }
    }

    /// Property 8.
    @ParameterizedTest
    @EnumSource(names = {"NETLINK_UNCLAIMED", "NFT"})
    void whatOthersDoToAnUnclaimedTableIsMadeGood(Way way) throws Exception {
        try (var node = new Node(way)) {
            applied(node.load(two()));
            var before = node.inOrder();
            for (var harm :
                    List.of(
                            "nft delete table ip kube-proxy",
                            "nft flush ruleset",
                            "nft delete element ip kube-proxy size-2 '{ 172.30.0.10 . udp . 53 }'",
                            "nft add element ip kube-proxy cluster-ips '{ 1.2.3.4 }'",
                            "nft insert rule ip kube-proxy services drop",
                            "nft flush chain ip kube-proxy services")) {
                node.namespace().sh(harm);

                var repaired = node.ask(netfilter -> netfilter.repair());

                assertTrue(repaired.isPresent(), harm);
                applied(repaired.get());
                assertEquals(before, node.inOrder(), harm);
                assertEquals(Optional.empty(), node.ask(netfilter -> netfilter.repair()), harm);
            }
            node.namespace().sh("nft flush ruleset");
            applied(node.ask(netfilter -> netfilter.commit(PortChanges.of(two()))));
            applied(
                    node.ask(netfilter ->
                            netfilter.commit(PortChanges.of(Map.of(DNS, dns("10.64.9.9:53"))))));
            applied(node.ask(netfilter -> netfilter.commit(PortChanges.of(two()))));
            assertEquals(before, node.inOrder(), "noticed on the way to the kernel");
        }
    }

    /// What a generation does not tell is seen at the tenth look at the latest.
    @ParameterizedTest
    @EnumSource(names = {"IPTABLES_NFT", "IPTABLES_LEGACY"})
    void whatOthersDoToChainsIsMadeGood(Way way) throws Exception {
        try (var node = new Node(way)) {
            applied(node.load(two()));
            var before = node.inOrder();
            var tool = way == Way.IPTABLES_NFT ? "iptables-nft" : "iptables-legacy";
            for (var harm :
                    List.of(
                            "-t nat -F",
                            "-t nat -F KUBE-SERVICES",
                            "-t nat -I KUBE-SERVICES -j RETURN",
                            "-t nat -D PREROUTING 1",
                            "-t mangle -F",
                            "-F")) {
                node.namespace().sh(tool + " " + harm);

                applied(repaired(node).orElseThrow());

                assertEquals(before, node.inOrder(), harm);
                assertEquals(Optional.empty(), node.ask(netfilter -> netfilter.repair()), harm);
            }
            node.namespace().sh(tool + "-restore </dev/null; " + tool + " -t nat -F");
            applied(node.ask(netfilter -> netfilter.commit(PortChanges.gone(List.of(WEB)))));
            applied(node.ask(netfilter -> netfilter.commit(PortChanges.of(two()))));
            applied(repaired(node).orElseThrow());
            assertEquals(before, node.inOrder(), "a change in between does not hide it");
        }
    }

    private static Optional<Outcome> repaired(Node node) throws Exception {
        var repaired = Optional.<Outcome>empty();
        for (int look = 0; look < 10 && repaired.isEmpty(); look++) {
            repaired = node.ask(netfilter -> netfilter.repair());
        }
        return repaired;
    }

    /// Property 8: the kernel keeps others out, and their own changes are not in our way.
    @Test
    void nobodyElseGetsAtAClaimedTable() throws Exception {
        try (var node = new Node(Way.NETLINK)) {
            applied(node.load(two()));
            var before = node.inOrder();

            node.namespace().sh("nft flush ruleset");
            node.namespace().sh("nft add table ip stranger");

            assertEquals(before, node.inOrder());
            applied(
                    node.ask(netfilter ->
                            netfilter.commit(PortChanges.of(Map.of(DNS, dns("10.64.9.9:53"))))));
            node.namespace().sh("nft add table ip another");
            assertEquals(Optional.empty(), node.ask(netfilter -> netfilter.repair()));
            node.namespace().sh("! nft delete table ip kube-proxy");
            node.namespace().sh("! nft add element ip kube-proxy cluster-ips '{ 1.2.3.4 }'");
        }
    }

    /// Also kube-proxy's own table, or ours from before the kernel knew claims.
    @Test
    void aTableOfSomebodyElseIsReplacedByOurs() throws Exception {
        try (var node = new Node(Way.NETLINK);
                var fresh = new Node(Way.NETLINK)) {
            node.namespace()
                    .sh(
                            "nft add table ip kube-proxy; nft add chain ip kube-proxy services; nft"
                                    + " add set ip kube-proxy cluster-ips '{ type ipv4_addr; }'");

            applied(node.load(two()));

            applied(fresh.load(two()));
            assertEquals(fresh.inOrder(), node.inOrder());
        }
    }

    @Test
    void ofTwoAgentsTheSecondIsToldThatTheTableIsAnothers() throws Exception {
        try (var node = new Node(Way.NETLINK)) {
            applied(node.load(two()));
            var before = node.inOrder();

            var second =
                    node.namespace()
                            .ask(() -> {
                                try (var other = Nftables.overNetlink(Node.NETWORK)) {
                                    return other.load(Map.of());
                                }
                            });

            var failed = assertInstanceOf(Failed.class, second);
            assertEquals("table ip kube-proxy: EPERM, not permitted", failed.because());
            assertEquals(before, node.inOrder());
        }
    }

    /// Rules stay and Services change, as long as no size is wanted that never was.
    @ParameterizedTest
    @ValueSource(strings = {"nft-that-is-not-there", "false", "tail -f /dev/null"})
    void withoutAToolThatWorksElementsGoOn(String program) throws Exception {
        var nft = new NftCommand(script(program), Duration.ofMillis(300));
        try (var node = new Node(Way.NETLINK)) {
            node.restart(table -> {
                table.close();
                return Node.netlink(Claim.OURS_ALONE, nft);
            });
            assertInstanceOf(Failed.class, node.load(two()), "nothing to begin with");
            node.restart();
            applied(node.load(two()));
            node.restart(table -> {
                table.close();
                return Node.netlink(Claim.OURS_ALONE, nft);
            });

            applied(node.load(two()));

            applied(
                    node.ask(netfilter ->
                            netfilter.commit(PortChanges.of(Map.of(WEB, web("10.64.4.4:80"))))));
            var before = node.inOrder();
            var grown = PortChanges.of(Map.of("ns/s1/tcp-80/ipv4", many(1, 20)));
            assertInstanceOf(Failed.class, node.ask(netfilter -> netfilter.commit(grown)));
            assertEquals(before, node.inOrder());
            node.restart();
            var wanted = new TreeMap<>(two());
            wanted.putAll(grown.changed());
            applied(node.load(wanted));
        }
    }

    private static String script(String program) throws IOException {
        if (!program.contains(" ")) {
            return program;
        }
        var script = Files.createTempFile("nodebus", ".sh");
        Files.writeString(script, "#!/bin/sh\nexec " + program + "\n");
        script.toFile().setExecutable(true);
        script.toFile().deleteOnExit();
        return script.toString();
    }

    /// Of IPv6 all but what remembers clients: nft 1.0.6 runs out of registers there and aborts.
    @Test
    void nftTakesEverySkeleton() throws Exception {
        var networks =
                List.of(
                        network(IpFamily.IPv4, Optional.empty(), Optional.empty(), List.of()),
                        network(
                                IpFamily.IPv4,
                                Optional.of("10.64.0.0/16"),
                                Optional.of("172.30.0.0/16"),
                                List.of("192.168.0.2/32", "10.0.0.0/8")),
                        network(
                                IpFamily.IPv6,
                                Optional.of("fd00:64::/32"),
                                Optional.of("fd00:30::/112"),
                                List.of()));
        try (var node = new Node(Way.NFT)) {
            for (var network : networks) {
                var text = new Skeleton(network).probe();
                var said =
                        network.family() == IpFamily.IPv4
                                ? text
                                : text.replaceAll("add rule .* update @affinity .*\n", "");
                node.namespace().run(() -> new NftCommand().check(said));
            }
        }
    }

    private static NodeNetwork network(
            IpFamily family,
            Optional<String> podCidr,
            Optional<String> serviceCidr,
            List<String> nodePortAddresses) {
        return new NodeNetwork(Plans.HERE, family, podCidr, serviceCidr, nodePortAddresses);
    }

    /// Property 7: a batch with one bad message changes nothing, and the bad one is alone.
    @ParameterizedTest
    @EnumSource(names = {"NETLINK", "NFT", "IPTABLES_NFT", "IPTABLES_LEGACY"})
    void aServiceThatTheKernelRefusesKeepsNobodyOut(Way way) throws Exception {
        try (var node = new Node(way);
                var without = new Node(way)) {
            node.restart(Between.refusing("ns/bad"));
            var bad = Plans.port().of("ns/bad").at("172.30.0.66", 80).to("10.64.1.6:80").plan();
            var all = new TreeMap<>(two());
            all.put("ns/bad/tcp-80/ipv4", bad);

            var loaded = applied(node.load(all));

            applied(without.load(two()));
            assertEquals(without.inOrder(), node.inOrder());
            assertEquals(List.of("ns/bad/tcp-80/ipv4"), List.copyOf(loaded.rejected().keySet()));
            var web = Map.of(WEB, web("10.64.4.4:8080"));
            var later = applied(node.ask(netfilter -> netfilter.commit(PortChanges.of(web))));
            applied(without.ask(netfilter -> netfilter.commit(PortChanges.of(web))));
            assertEquals(without.inOrder(), node.inOrder());
            assertEquals(loaded.rejected(), later.rejected(), "still told");
        }
    }

    /// Property 9: whatever the last life did not come to, the next one does.
    @ParameterizedTest
    @EnumSource(names = {"NETLINK", "IPTABLES_LEGACY"})
    void killedBetweenAnyTwoTransactionsTheNextLifeEndsWhereThisOneWouldHave(Way way)
            throws Exception {
        try (var whole = new Node(way)) {
            applied(whole.load(two()));
            for (var change : story()) {
                applied(whole.ask(netfilter -> netfilter.commit(change)));
            }
            for (int transactions = 0; transactions < 6; transactions++) {
                var left = transactions;
                try (var node = new Node(way)) {
                    applied(node.load(two()));
                    node.restart(Between.dying(left));
                    var wanted = new TreeMap<>(two());
                    node.load(wanted);
                    for (var change : story()) {
                        wanted.putAll(change.changed());
                        change.gone().forEach(wanted::remove);
                        node.ask(netfilter -> netfilter.commit(change));
                    }

                    node.restart();

                    applied(node.load(wanted));
                    assertEquals(placeless(whole), placeless(node));
                }
            }
        }
    }

    /// Property 12.
    @ParameterizedTest
    @EnumSource(names = {"NETLINK", "IPTABLES_NFT"})
    void exactlyTheFlowsOfEndpointsThatWentEnd(Way way) throws Exception {
        try (var node = new Node(way)) {
            applied(node.load(two()));
            var flow =
                    "conntrack -I -p %s -s 10.9.9.%d -d %s --sport 4000 --dport %d --reply-src %s"
                            + " --reply-dst 10.9.9.%d --reply-port-src 5353 --reply-port-dst 4000"
                            + " -t 600 %s;";
            node.namespace()
                    .sh(
                            flow.formatted("udp", 1, "172.30.0.10", 53, "10.64.1.3", 1, "")
                                    + flow.formatted(
                                            "udp", 2, "172.30.0.10", 53, "10.64.2.3", 2, "")
                                    + flow.formatted(
                                            "udp", 3, "172.30.0.99", 53, "10.64.1.3", 3, "")
                                    + flow.formatted(
                                            "udp", 4, "192.168.0.2", 30_053, "10.64.1.3", 4, "")
                                    + flow.formatted(
                                            "tcp",
                                            5,
                                            "172.30.0.10",
                                            53,
                                            "10.64.1.3",
                                            5,
                                            "--state ESTABLISHED"));

            applied(
                    node.ask(netfilter ->
                            netfilter.commit(PortChanges.of(Map.of(DNS, dns("10.64.2.3:5353"))))));

            assertEquals(List.of(2, 3, 5), clients(node));
            node.namespace().sh(flow.formatted("udp", 6, "172.30.0.10", 53, "172.30.0.10", 6, ""));
            node.restart();
            applied(node.load(Map.of(DNS, dns("10.64.2.3:5353"))));
            assertEquals(
                    List.of(2, 3, 5), clients(node), "what went astray before is found at start");
        }
    }

    /// Property 2 and 10: nothing but elements grows, and a load is cut between Services.
    @Test
    void twentyThousandEndpointsTakeNoMoreRulesThanNone() throws Exception {
        try (var node = new Node(Way.NETLINK)) {
            applied(node.load(Map.of()));
            var chains =
                    node.listing()
                            .lines()
                            .filter(line -> line.matches("\t(chain|set|map) .*"))
                            .count();
            var wanted = new TreeMap<>(services(2_000));
            wanted.put("ns/s2000/tcp-80/ipv4", many(2_000, 10_000));

            var loaded = applied(node.load(wanted));

            assertEquals(Map.of(), loaded.rejected());
            var listing = node.listing();
            assertEquals(
                    chains + 2,
                    listing.lines().filter(line -> line.matches("\t(chain|set|map) .*")).count(),
                    "a set and a chain for 10,000 endpoints");
            node.restart();
            assertEquals(0, applied(node.load(wanted)).operations(), "all of them are there");
            assertEquals(20_000, listing.split(" : 10\\.64\\.", -1).length - 1);
        }
    }

    /// Property 1. In turns, so that a busy machine is busy for both.
    @Test
    void aChangeCostsTheSameAmongAHundredAndAmongThirtyThousand() throws Exception {
        try (var few = new Node(Way.NETLINK);
                var many = new Node(Way.NETLINK)) {
            applied(few.load(services(100)));
            applied(many.load(services(30_000)));
            var cheap = new ArrayList<Duration>();
            var dear = new ArrayList<Duration>();
            for (int run = 0; run < 400; run++) {
                for (var change : changes(run)) {
                    cheap.add(took(few, change));
                    dear.add(took(many, change));
                }
            }

            var ratio = (double) median(dear).toNanos() / median(cheap).toNanos();

            assertTrue(ratio < 3, ratio + " times " + median(cheap));
        }
    }

    /// Replaced, rescaled, added, removed.
    private static List<PortChanges> changes(int run) {
        var one = run % 100;
        var added = "ns/s40000/tcp-80/ipv4";
        return List.of(
                PortChanges.of(
                        Map.of("ns/s%d/tcp-80/ipv4".formatted(one), many(one, 4 + run / 100 % 2))),
                PortChanges.of(Map.of(added, many(40_000, 5))),
                PortChanges.of(
                        Map.of(
                                added,
                                Plans.port()
                                        .of("ns/s40000")
                                        .at("172.30.161.0", 80)
                                        .to("10.64.9.9:1", "10.64.9.9:2", "10.64.9.9:3")
                                        .plan())),
                PortChanges.gone(List.of(added)));
    }

    private static Duration took(Node node, PortChanges changes) throws Exception {
        return applied(node.ask(netfilter -> netfilter.commit(changes))).took();
    }

    private static Duration median(List<Duration> all) {
        return all.stream().sorted().skip(all.size() / 2).findFirst().orElseThrow();
    }

    private static Map<String, PortPlan> services(int count) {
        var services = new TreeMap<String, PortPlan>();
        for (int service = 0; service < count; service++) {
            services.put("ns/s%d/tcp-80/ipv4".formatted(service), many(service, 5));
        }
        return services;
    }

    @Test
    void clientsForgetEndpointsThatWent() throws Exception {
        try (var node = new Node(Way.NETLINK);
                var text = new Node(Way.NFT)) {
            for (var each : List.of(node, text)) {
                applied(each.load(Map.of(WEB, sticky("10.64.1.2:8080", "10.64.2.2:8080"))));
                var element =
                        "'{ 10.9.9.%d . 172.30.0.1 . tcp . 80 timeout 1h : 10.64.%d.2 . 8080 }'";
                each.restart();
                each.namespace()
                        .sh("nft add element ip kube-proxy affinity " + element.formatted(1, 1));
                each.namespace()
                        .sh("nft add element ip kube-proxy affinity " + element.formatted(2, 2));
                applied(each.load(Map.of(WEB, sticky("10.64.1.2:8080", "10.64.2.2:8080"))));
                assertTrue(each.listing().contains("10.9.9.1 . 172.30.0.1"));

                applied(
                        each.ask(netfilter ->
                                netfilter.commit(
                                        PortChanges.of(Map.of(WEB, sticky("10.64.2.2:8080"))))));

                assertTrue(!each.listing().contains("10.9.9.1 . 172.30.0.1"), each::listing);
                assertTrue(each.listing().contains("10.9.9.2 . 172.30.0.1"), each::listing);
            }
        }
    }

    private static List<Integer> clients(Node node) {
        var clients = new ArrayList<Integer>();
        for (int client = 1; client < 10; client++) {
            if (node.namespace()
                    .sh("conntrack -L -s 10.9.9.%d 2>/dev/null".formatted(client))
                    .contains("src=")) {
                clients.add(client);
            }
        }
        return clients;
    }

    /// Elements without the places endpoints have among each other, which are a matter of history.
    private static List<String> placeless(Node node) {
        if (node.way().isIptables()) {
            return node.listing().lines().toList();
        }
        return new NftListing(node.listing())
                .elements().values().stream()
                        .map(element ->
                                "%s %s %s %s"
                                        .formatted(
                                                element.at().set(),
                                                element.at().key().stream()
                                                        .filter(field -> !(field instanceof Index))
                                                        .toList(),
                                                element.value(),
                                                element.comment()))
                        .sorted()
                        .toList();
    }

    private static Committed applied(Outcome outcome) {
        return assertInstanceOf(Committed.class, outcome, outcome::toString);
    }

    private static Map<String, PortPlan> two() {
        return Map.of(
                WEB,
                web("10.64.1.2:8080", "10.64.2.2:8080@here"),
                DNS,
                dns("10.64.1.3:5353", "10.64.2.3:5353"));
    }

    private static PortPlan web(String... targets) {
        return Plans.port().to(targets).plan();
    }

    private static PortPlan sticky(String... targets) {
        return Plans.port().sticky(10_800).to(targets).plan();
    }

    private static PortPlan dns(String... targets) {
        return Plans.port()
                .of("ns/dns")
                .named("dns")
                .udp()
                .at("172.30.0.10", 53)
                .nodePort(30_053)
                .to(targets)
                .plan();
    }

    private static PortPlan many(int service, int endpoints) {
        return Plans.port()
                .of("ns/s" + service)
                .at("172.30.%d.%d".formatted(1 + service / 250, service % 250), 80)
                .to(
                        IntStream.range(0, endpoints)
                                .mapToObj(each ->
                                        "10.64.%d.%d:%d"
                                                .formatted(
                                                        service % 250,
                                                        each % 250,
                                                        1_000 + each / 250 + service))
                                .toList())
                .plan();
    }

    /// Every kind of change once: replaced, fewer, more than ever, none, Local, affinity, gone.
    private static List<PortChanges> story() {
        var many = IntStream.range(0, 20).mapToObj("10.64.5.%d:8080"::formatted).toList();
        return List.of(
                PortChanges.of(Map.of(WEB, web("10.64.1.2:8080", "10.64.3.2:8080@here"))),
                PortChanges.of(Map.of(WEB, web("10.64.3.2:8080@here"))),
                PortChanges.of(Map.of(WEB, Plans.port().nodePort(30_080).to(many).plan())),
                PortChanges.of(Map.of(WEB, Plans.port().nodePort(30_080).plan())),
                PortChanges.of(
                        Map.of(
                                WEB,
                                Plans.port()
                                        .nodePort(30_080)
                                        .internalLocal()
                                        .externalLocal()
                                        .sticky(60)
                                        .to("10.64.1.2:8080", "10.64.2.2:8080@here")
                                        .plan())),
                PortChanges.gone(List.of(DNS)));
    }
}
