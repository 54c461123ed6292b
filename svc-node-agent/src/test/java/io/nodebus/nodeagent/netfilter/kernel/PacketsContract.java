package io.nodebus.nodeagent.netfilter.kernel;

import static io.nodebus.nodeagent.netfilter.kernel.Answering.REFUSED;
import static io.nodebus.nodeagent.netfilter.kernel.Answering.SILENT;
import static io.nodebus.nodeagent.netfilter.kernel.Answering.UNREACHABLE;
import static io.nodebus.nodeagent.netfilter.kernel.Answering.talking;
import static io.nodebus.nodeagent.netfilter.kernel.Answering.tcp;
import static io.nodebus.nodeagent.netfilter.kernel.Answering.udp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.box.Namespace;
import io.nodebus.nodeagent.netfilter.Outcome.Committed;
import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.kernel.Node.Way;
import io.nodebus.nodeagent.netfilter.nftables.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/// Packets for real, in every mode, each party in a network namespace of its own:
///
/// ```
/// outside 192.168.50.2 --- 192.168.50.1 node 10.64.1.1 --- pod 10.64.1.2 on this node
///                                            10.64.2.1 --- far 10.64.2.2 .3 .4, pods elsewhere
/// ```
@TestInstance(Lifecycle.PER_CLASS)
abstract class PacketsContract {
    private static final String VIP = "172.30.0.1";
    private static final String NODE = "192.168.50.1";
    private static final String POD = "10.64.1.2:8080";
    private static final String FAR = "10.64.2.2:8080";
    private static final String WEB = "ns/web/TCP-80/ipv4";

    private Node node;
    private Namespace outside;
    private Namespace pod;
    private Namespace far;
    private Answering servers;

    private final Way way;

    /// What becomes of an address that no Service has: kube-proxy lets it through in this mode.
    private final String unheardOf;

    PacketsContract(Way way) {
        this.way = way;
        this.unheardOf = way.isIptables() ? UNREACHABLE : SILENT;
    }

    @BeforeAll
    void connect() throws Exception {
        node = new Node(way);
        outside = connected("out", "192.168.50.1", "192.168.50.2");
        pod = connected("pod", "10.64.1.1", "10.64.1.2");
        far = connected("far", "10.64.2.1", "10.64.2.2", "10.64.2.3", "10.64.2.4");
        node.namespace()
                .sh(
                        // Refusals by ICMP are meant to be counted here, not rationed.
                        "echo 1 > /proc/sys/net/ipv4/ip_forward;"
                                + " echo 0 > /proc/sys/net/ipv4/icmp_ratelimit;"
                                + " ip route add 172.30.0.0/16 dev lo src 192.168.50.1");
        servers = new Answering();
        servers.serve(pod, "10.64.1.2", 8080);
        for (int each = 2; each < 5; each++) {
            servers.serve(far, "10.64.2." + each, 8080);
        }
    }

    private Namespace connected(String name, String gateway, String... addresses) {
        var namespace = Namespace.open();
        node.namespace()
                .sh(
                        "ip link add %1$s type veth peer name eth0 netns %2$d; ip addr add %3$s/24 dev %1$s; ip link set %1$s up"
                                .formatted(name, namespace.pid(), gateway));
        for (var address : addresses) {
            namespace.sh("ip addr add " + address + "/24 dev eth0");
        }
        namespace.sh("ip link set eth0 up; ip route add default via " + gateway);
        return namespace;
    }

    @AfterAll
    void disconnect() throws Exception {
        servers.close();
        for (var each : List.of(outside, pod, far)) {
            each.close();
        }
        node.close();
    }

    @Test
    void aClusterIpAnswersPodsAsThemselvesAndOthersAsTheNode() throws Exception {
        load(Plans.port().to(FAR), Plans.port().udp().to(FAR));

        assertEquals(FAR + " for 10.64.1.2", tcp(pod, VIP, 80));
        assertEquals(FAR + " for 10.64.1.2", udp(pod, VIP, 80));
        assertEquals(FAR + " for 10.64.2.1", tcp(outside, VIP, 80));
        assertEquals(FAR + " for 10.64.2.1", udp(outside, VIP, 80));
        assertEquals(FAR + " for 10.64.2.1", tcp(node.namespace(), VIP, 80));
        assertEquals(FAR + " for 10.64.2.1", udp(node.namespace(), VIP, 80));
    }

    @Test
    void aPodReachesItselfThroughItsService() throws Exception {
        load(Plans.port().to(POD + "@here"), Plans.port().udp().to(POD + "@here"));

        assertEquals(POD + " for 10.64.1.1", tcp(pod, VIP, 80));
        assertEquals(POD + " for 10.64.1.1", udp(pod, VIP, 80));
    }

    @Test
    void aNodePortAnswersOnEveryAddressButLoopback() throws Exception {
        load(Plans.port().nodePort(30_080).to(FAR), Plans.port().udp().nodePort(30_080).to(FAR));

        assertEquals(FAR + " for 10.64.2.1", tcp(outside, NODE, 30_080));
        assertEquals(FAR + " for 10.64.2.1", udp(outside, NODE, 30_080));
        assertEquals(FAR + " for 10.64.2.1", tcp(pod, "10.64.1.1", 30_080));
        assertEquals(FAR + " for 10.64.2.1", tcp(node.namespace(), NODE, 30_080));
        assertEquals(REFUSED, tcp(node.namespace(), "127.0.0.1", 30_080));
        assertEquals(REFUSED, tcp(outside, NODE, 30_081));
    }

    @Test
    void withoutEndpointsClientsAreToldAndUnderLocalTheyWait() throws Exception {
        load(
                Plans.port().nodePort(30_080),
                Plans.port().udp(),
                Plans.port().of("ns/local").at("172.30.0.2", 80).internalLocal().to(FAR));

        assertEquals(REFUSED, tcp(pod, VIP, 80));
        assertEquals(REFUSED, udp(pod, VIP, 80));
        assertEquals(REFUSED, tcp(outside, NODE, 30_080));
        if (!way.isIptables()) {
            // kube-proxy's REJECT there is told to the node itself by its second SYN only, and what
            // no Service has is let through.
            assertEquals(REFUSED, tcp(node.namespace(), VIP, 80));
            assertEquals(REFUSED, tcp(pod, "172.30.0.2", 81), "a port the Service has not");
        }
        assertEquals(SILENT, tcp(pod, "172.30.0.2", 80), "none here");
        assertEquals(unheardOf, tcp(pod, "172.30.0.99", 80), "an address no Service has");
    }

    @Test
    void localKeepsClientsFromOutsideHereAndTheirAddress() throws Exception {
        load(Plans.port().nodePort(30_080).externalLocal().to(POD + "@here", FAR));

        assertEquals(Set.of(POD + " for 192.168.50.2"), answers(outside, NODE, 30_080));
        assertEquals(
                Set.of(POD + " for 10.64.1.1", FAR + " for 10.64.1.2"), answers(pod, NODE, 30_080));
        assertEquals(2, answers(node.namespace(), NODE, 30_080).size(), "the node is near too");
        load(Plans.port().nodePort(30_080).externalLocal().to(FAR));
        assertEquals(SILENT, tcp(outside, NODE, 30_080));
        assertEquals(FAR + " for 10.64.1.2", tcp(pod, NODE, 30_080));
    }

    @Test
    void aClientComesBackToItsEndpointUntilThatIsGone() throws Exception {
        load(
                Plans.port()
                        .nodePort(30_080)
                        .sticky(60)
                        .to("10.64.2.2:8080", "10.64.2.3:8080", "10.64.2.4:8080"));
        var first = answers(pod, VIP, 80);
        var fromOutside = answers(outside, NODE, 30_080);

        assertEquals(1, first.size(), first::toString);
        assertEquals(1, fromOutside.size(), fromOutside::toString);
        var own = first.iterator().next().split(" ", -1)[0];
        var others = new ArrayList<>(List.of("10.64.2.2:8080", "10.64.2.3:8080", "10.64.2.4:8080"));
        others.remove(own);
        commit(Plans.port().nodePort(30_080).sticky(60).to(others));
        var second = answers(pod, VIP, 80);
        assertEquals(1, second.size(), second::toString);
        assertTrue(!second.equals(first), "its endpoint is gone");
        commit(Plans.port().to("10.64.2.2:8080", "10.64.2.3:8080", "10.64.2.4:8080"));
        assertEquals(3, answers(pod, VIP, 80).size(), "without affinity");
    }

    @Test
    void whoeverTalksToAnEndpointOfUdpThatGoesTalksToTheNext() throws Exception {
        var sticky = Plans.port().udp().nodePort(30_053).sticky(60);
        load(sticky.to("10.64.2.2:8080", "10.64.2.3:8080"));
        try (var client = pod.ask(() -> talking(VIP, 80));
                var stranger = outside.ask(() -> talking(NODE, 30_053))) {
            var first = udp(client).split(" ", -1)[0];
            var outsides = udp(stranger).split(" ", -1)[0];

            assertEquals(first + " for 10.64.1.2", udp(pod, VIP, 80), "and comes back to it");
            load(sticky.to("10.64.2.4:8080"));

            assertTrue(Set.of("10.64.2.2:8080", "10.64.2.3:8080").contains(first), first);
            assertTrue(Set.of("10.64.2.2:8080", "10.64.2.3:8080").contains(outsides), outsides);
            assertEquals("10.64.2.4:8080 for 10.64.1.2", udp(client));
            assertEquals("10.64.2.4:8080 for 10.64.2.1", udp(stranger));
            commit("ns/web/UDP-80/ipv4", sticky.to("10.64.2.3:8080"));
            assertEquals("10.64.2.3:8080 for 10.64.1.2", udp(client));
            assertEquals("10.64.2.3:8080 for 10.64.2.1", udp(stranger));
        }
    }

    /// So that the other tests are known to be able to fail.
    @Test
    void withTheRulesEmptiedNothingAnswers() throws Exception {
        load(Plans.port().nodePort(30_080).to(FAR), Plans.port().udp().to(FAR));
        assertEquals(FAR + " for 10.64.1.2", tcp(pod, VIP, 80));

        node.load(Map.of());

        assertEquals(unheardOf, tcp(pod, VIP, 80));
        assertEquals(SILENT, udp(pod, VIP, 80));
        assertTrue(Set.of(SILENT, UNREACHABLE).contains(tcp(node.namespace(), VIP, 80)));
        assertEquals(REFUSED, tcp(outside, NODE, 30_080));
    }

    /// Property 13.
    @Test
    void marksOfOthersSurvive() throws Exception {
        load(Plans.port().to(FAR));
        node.namespace()
                .sh(
                        "nft add table ip others; nft add chain ip others before '{ type filter"
                            + " hook prerouting priority -150; }'; nft add chain ip others after '{"
                            + " type filter hook postrouting priority 200; }'; nft add rule ip"
                            + " others before meta mark set 0x00ff30ff; nft add rule ip others"
                            + " after ip daddr 10.64.2.2 meta mark 0x00ff30ff counter");

        assertEquals(FAR + " for 10.64.2.1", tcp(outside, VIP, 80));

        var after =
                node.namespace().sh("nft list chain ip others after; nft delete table ip others");
        assertTrue(after.contains("counter packets") && !after.contains("packets 0"), after);
    }

    /// Property 11.
    @Test
    void connectionsAreSpreadEvenly() throws Exception {
        var most = 3_000;
        load(Plans.port().to("10.64.2.2:8080", "10.64.2.3:8080", "10.64.2.4:8080"));
        var counts = new TreeMap<String, Integer>();

        pod.run(() -> {
            for (int i = 0; i < most; i++) {
                counts.merge(tcp(VIP, 80), 1, Integer::sum);
            }
        });

        assertEquals(3, counts.size(), counts::toString);
        var expected = most / 3.0;
        var chiSquare =
                counts.values().stream()
                        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                        .sum();
        assertTrue(chiSquare < 25, counts + ", chi-square " + chiSquare);
    }

    /// Property 6.
    @Test
    void underChangesWithoutAPauseConnectionsAreMade() throws Exception {
        load(Plans.port().to("10.64.2.2:8080"));
        var endpoints = List.of("10.64.2.2:8080", "10.64.2.3:8080", "10.64.2.4:8080");

        var replaced = lateUnder(change -> endpoints.subList(change % 3, change % 3 + 1));
        var rescaled = lateUnder(change -> endpoints.subList(0, 1 + change % 3));

        assertEquals(0, replaced, "late while endpoints were replaced");
        assertTrue(rescaled <= 2, rescaled + " late while the number of endpoints changed");
    }

    /// What the endpoints are after so many changes.
    @FunctionalInterface
    private interface Churn {
        List<String> after(int changes);
    }

    private int lateUnder(Churn churn) throws Exception {
        var over = new AtomicBoolean();
        var changing =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int change = 0; !over.get(); change++) {
                                try {
                                    commit(Plans.port().to(churn.after(change)));
                                } catch (Exception impossible) {
                                    throw new IllegalStateException(impossible);
                                }
                            }
                        });
        var late = new int[1];
        pod.run(() -> {
            for (int i = 0; i < 2_000; i++) {
                late[0] += tcp(VIP, 80).startsWith("10.64.2.") ? 0 : 1;
            }
        });
        over.set(true);
        changing.join();
        return late[0];
    }

    private static Set<String> answers(Namespace from, String address, int port) throws Exception {
        return from.ask(() -> {
            var answers = new TreeSet<String>();
            for (int i = 0; i < 40; i++) {
                answers.add(tcp(address, port));
            }
            return answers;
        });
    }

    private void load(Plans... ports) throws Exception {
        var wanted = new TreeMap<String, PortPlan>();
        for (var port : ports) {
            var plan = port.plan();
            wanted.put(
                    "%s/%s-%d/ipv4".formatted(plan.service(), plan.protocol(), plan.port()), plan);
        }
        var loaded = assertInstanceOf(Committed.class, node.load(wanted));
        assertEquals(Map.of(), loaded.rejected());
    }

    private void commit(Plans web) throws Exception {
        commit(WEB, web);
    }

    private void commit(String prefix, Plans port) throws Exception {
        var changes = PortChanges.of(Map.of(prefix, port.plan()));
        assertInstanceOf(Committed.class, node.ask(netfilter -> netfilter.commit(changes)));
    }
}
