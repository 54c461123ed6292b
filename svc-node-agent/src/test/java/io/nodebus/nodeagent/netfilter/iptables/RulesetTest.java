package io.nodebus.nodeagent.netfilter.iptables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.contracts.service.IpFamily;
import io.nodebus.nodeagent.netfilter.PortPlan;
import io.nodebus.nodeagent.netfilter.nftables.NodeNetwork;
import io.nodebus.nodeagent.netfilter.nftables.Plans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `-Dtranscripts=write` rewrites the golden files.
class RulesetTest {
    private static final Path GOLDEN = Path.of("src/test/resources/iptables");

    private static final NodeNetwork NETWORK =
            new NodeNetwork(
                    Plans.HERE,
                    IpFamily.IPv4,
                    Optional.of("10.64.0.0/16"),
                    Optional.of("172.30.0.0/16"),
                    List.of());

    private static final Frame FRAME = new Frame(NETWORK, true);

    @Test
    void withoutServicesItIsTheFrame() throws IOException {
        same("frame.txt", new Ruleset(FRAME).whole());
    }

    @Test
    void everyKindOfPortIsAsKubeProxyWritesIt() throws IOException {
        same("services.txt", new Ruleset(FRAME).with(services()).whole());
    }

    @Test
    void anEndpointThatIsReplacedIsItsServicesChains() throws IOException {
        var ruleset = new Ruleset(FRAME).with(services());

        same(
                "endpoint-replaced.txt",
                ruleset.change(
                        Map.of(
                                "ns/sticky/tcp-80/ipv4",
                                Optional.of(sticky("10.64.1.2:8080", "10.64.9.9:8080")))));
    }

    @Test
    void aServiceThatComesOrGoesIsInTheChainsOfAllToo() throws IOException {
        var ruleset = new Ruleset(FRAME).with(services());
        var change = new TreeMap<String, Optional<PortPlan>>();
        change.put("ns/web/tcp-80/ipv4", Optional.empty());
        change.put("ns/dns/udp-53/ipv4", Optional.empty());

        same("services-gone.txt", ruleset.change(change));
    }

    @Test
    void nodePortsMayBeOnSomeAddressesOnly() {
        var network =
                new NodeNetwork(
                        Plans.HERE,
                        IpFamily.IPv4,
                        Optional.empty(),
                        Optional.empty(),
                        List.of("192.168.0.2/32", "10.1.0.0/16"));

        var text = new Ruleset(new Frame(network, false)).whole().text();

        assertEquals(
                2,
                text.lines()
                        .filter(line ->
                                line.matches(
                                        ".* -d (192.168.0.2/32|10.1.0.0/16) -j KUBE-NODEPORTS"))
                        .count(),
                text);
    }

    @Test
    void aChangeOfNothingIsEmpty() {
        var ruleset = new Ruleset(FRAME).with(services());
        var same = new TreeMap<String, Optional<PortPlan>>();
        services().forEach((prefix, plan) -> same.put(prefix, Optional.of(plan)));
        same.put("ns/unknown/tcp-1/ipv4", Optional.empty());

        assertEquals("", ruleset.change(same).text());
    }

    @Test
    void ofTwoPortsOfOneNameTheOtherOneStays() {
        var ruleset =
                new Ruleset(FRAME)
                        .with(Map.of("ns/web/tcp-80/ipv4", Plans.port().to("10.64.1.2:80").plan()));
        var moved = Plans.port().at("172.30.0.1", 81).to("10.64.1.2:80").plan();
        var _ = ruleset.change(Map.of("ns/web/tcp-81/ipv4", Optional.of(moved)));

        var _ = ruleset.change(Map.of("ns/web/tcp-80/ipv4", Optional.empty()));

        assertEquals(
                new Ruleset(FRAME).with(Map.of("ns/web/tcp-81/ipv4", moved)).whole(),
                ruleset.whole());
    }

    static PortPlan sticky(String... targets) {
        return Plans.port().of("ns/sticky").at("172.30.0.4", 80).sticky(10_800).to(targets).plan();
    }

    static Map<String, PortPlan> services() {
        var all = new TreeMap<String, PortPlan>();
        all.put(
                "ns/web/tcp-80/ipv4",
                Plans.port()
                        .nodePort(30_080)
                        .to("10.64.1.2:8080", "10.64.2.2:8080", "10.64.3.2:8080@here")
                        .plan());
        all.put(
                "ns/dns/udp-53/ipv4",
                Plans.port()
                        .of("ns/dns")
                        .named("")
                        .udp()
                        .at("172.30.0.10", 53)
                        .to("10.64.1.3:5353")
                        .plan());
        all.put(
                "ns/empty/tcp-80/ipv4",
                Plans.port().of("ns/empty").at("172.30.0.2", 80).nodePort(30_082).plan());
        all.put(
                "ns/local/tcp-80/ipv4",
                Plans.port()
                        .of("ns/local")
                        .at("172.30.0.3", 80)
                        .nodePort(30_083)
                        .internalLocal()
                        .externalLocal()
                        .to("10.64.1.4:80", "10.64.2.4:80@here")
                        .plan());
        all.put(
                "ns/elsewhere/tcp-80/ipv4",
                Plans.port()
                        .of("ns/elsewhere")
                        .at("172.30.0.5", 80)
                        .nodePort(30_085)
                        .internalLocal()
                        .externalLocal()
                        .to("10.64.1.5:80")
                        .plan());
        all.put("ns/sticky/tcp-80/ipv4", sticky("10.64.1.2:8080", "10.64.2.2:8080"));
        return all;
    }

    private static void same(String name, Restore restore) throws IOException {
        var path = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("transcripts"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(path, restore.text());
            return;
        }
        assertEquals(Files.readString(path), restore.text());
    }
}
