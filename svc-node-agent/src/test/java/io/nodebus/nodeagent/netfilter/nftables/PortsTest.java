package io.nodebus.nodeagent.netfilter.nftables;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.nodeagent.netfilter.PortChanges;
import io.nodebus.nodeagent.netfilter.PortPlan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final String WEB = "ns/web/tcp-80/ipv4";

    private final Ports ports = new Ports(Plans.HERE);
    private final FakeTable kernel = new FakeTable();

    @Test
    void aServiceIsElementsOnly() {
        change(WEB, Plans.port().to("10.64.1.2:8080", "10.64.2.2:8080"));

        assertEquals(
                Set.of(
                        "cluster-ips { 172.30.0.1 }",
                        "service-ips { 172.30.0.1 . tcp . 80 }",
                        "size-2 { 172.30.0.1 . tcp . 80 }",
                        "endpoints { 172.30.0.1 . tcp . 80 . 0 } : 10.64.1.2 . 8080",
                        "endpoints { 172.30.0.1 . tcp . 80 . 1 } : 10.64.2.2 . 8080"),
                kernel.lines());
    }

    @Test
    void anEndpointThatIsReplacedIsOneKey() {
        change(WEB, Plans.port().to("10.64.1.2:8080", "10.64.2.2:8080"));

        assertEquals(
                """
                delete element ip kube-proxy endpoints { 172.30.0.1 . tcp . 80 . 0 }
                add element ip kube-proxy endpoints { 172.30.0.1 . tcp . 80 . 0 comment "ns/web:http" : 10.64.3.2 . 8080 }
                """,
                change(WEB, Plans.port().to("10.64.2.2:8080", "10.64.3.2:8080")));
    }

    @Test
    void theNewSizeIsEnteredBeforeTheOldIsLeftAndPlacesGoLast() {
        change(WEB, Plans.port().to("10.64.1.2:80", "10.64.2.2:80", "10.64.3.2:80"));

        assertEquals(
                """
                delete element ip kube-proxy endpoints { 172.30.0.1 . tcp . 80 . 0 }
                add element ip kube-proxy endpoints { 172.30.0.1 . tcp . 80 . 0 comment "ns/web:http" : 10.64.3.2 . 80 }
                add element ip kube-proxy size-2 { 172.30.0.1 . tcp . 80 comment "ns/web:http" }
                ---
                delete element ip kube-proxy size-3 { 172.30.0.1 . tcp . 80 }
                ---
                delete element ip kube-proxy endpoints { 172.30.0.1 . tcp . 80 . 2 }
                """,
                change(WEB, Plans.port().to("10.64.2.2:80", "10.64.3.2:80")));
    }

    @Test
    void withoutEndpointsClientsAreTold() {
        change(WEB, Plans.port().nodePort(30_080).to("10.64.1.2:80"));

        change(WEB, Plans.port().nodePort(30_080));

        assertEquals(
                Set.of(
                        "cluster-ips { 172.30.0.1 }",
                        "no-endpoint-services { 172.30.0.1 . tcp . 80 }",
                        "no-endpoint-nodeports { tcp . 30080 }"),
                kernel.lines());
    }

    @Test
    void whoeverMayNotSendElsewhereIsInNoSizeAndSoDropped() {
        change(WEB, Plans.port().internalLocal().to("10.64.1.2:80"));

        assertEquals(
                Set.of("cluster-ips { 172.30.0.1 }", "service-ips { 172.30.0.1 . tcp . 80 }"),
                kernel.lines());
    }

    @Test
    void aLocalNodePortHasEverybodyForThoseWhoAreNear() {
        change(
                WEB,
                Plans.port()
                        .nodePort(30_080)
                        .externalLocal()
                        .to("10.64.1.2:80", "10.64.2.2:80@here"));

        assertEquals(
                Set.of(
                        "service-nodeports { tcp . 30080 }",
                        "local-nodeports { tcp . 30080 }",
                        "nodeport-size-2 { tcp . 30080 }",
                        "nodeport-endpoints { tcp . 30080 . 0 } : 10.64.1.2 . 80",
                        "nodeport-endpoints { tcp . 30080 . 1 } : 10.64.2.2 . 80",
                        "local-size-1 { tcp . 30080 }",
                        "local-endpoints { tcp . 30080 . 0 } : 10.64.2.2 . 80"),
                kernel.lines().stream().filter(line -> line.contains("30080")).collect(toSet()));
    }

    @Test
    void anEndpointHereMayBeItsOwnClientThroughAnyService() {
        change(WEB, Plans.port().to("10.64.1.2:80@here"));
        change(
                "ns/too/tcp-80/ipv4",
                Plans.port().of("ns/too").at("172.30.0.2", 80).to("10.64.1.2:80@here"));

        ports.change(PortChanges.gone(List.of(WEB))).steps().forEach(kernel::commit);

        assertTrue(
                kernel.lines().contains("hairpin-connections { 10.64.1.2 . 10.64.1.2 . tcp . 80 }"),
                () -> "the other Service still leads there: " + kernel.lines());
    }

    @Test
    void affinityOfANewLengthMakesRoomFirst() {
        var planned = plan(Map.of(WEB, Plans.port().sticky(60).to("10.64.1.2:80").plan()));

        assertTrue(planned.growth().contains(new Growth.Sticky(60)), planned::toString);
        assertTrue(
                text(planned).contains("sticky-60 { 172.30.0.1 . tcp . 80 "), () -> text(planned));
    }

    @Test
    void clientsMoveOnlyWhenTheyMayHaveBeenRemembered() {
        change(WEB, Plans.port().sticky(60).to("10.64.1.2:80"));

        assertFalse(
                plan(Map.of(WEB, Plans.port().sticky(60).to("10.64.1.2:80", "10.64.2.2:80").plan()))
                        .clientsMoved());
        assertTrue(
                plan(Map.of(WEB, Plans.port().sticky(60).to("10.64.2.2:80").plan()))
                        .clientsMoved());
    }

    @Test
    void onlyFlowsOfUdpGoWithTheirEndpoint() {
        var dns = "ns/dns/udp-53/ipv4";
        change(WEB, Plans.port().to("10.64.1.2:80"));
        change(
                dns,
                Plans.port()
                        .of("ns/dns")
                        .udp()
                        .at("172.30.0.10", 53)
                        .to("10.64.1.3:5353", "10.64.2.3:5353"));

        var planned =
                plan(
                        Map.of(
                                WEB,
                                Plans.port().to("10.64.2.2:80").plan(),
                                dns,
                                Plans.port()
                                        .of("ns/dns")
                                        .udp()
                                        .at("172.30.0.10", 53)
                                        .to("10.64.2.3:5353")
                                        .plan()));

        assertEquals(
                "[Gone[to=Optional[172.30.0.10], protocol=UDP, port=53,"
                        + " endpoint=Target[address=10.64.1.3, port=5353]]]",
                planned.gone().toString());
    }

    @Test
    void ofTwoWithOneAddressTheSecondWaitsUntilTheFirstIsGone() {
        var late = "ns/late/tcp-80/ipv4";
        change(WEB, Plans.port().to("10.64.1.2:80"));
        change(late, Plans.port().of("ns/late").to("10.64.9.9:80"));

        assertEquals(
                Map.of(late, "172.30.0.1 . tcp . 80 is ns/web/tcp-80/ipv4's"), ports.refused());
        ports.change(PortChanges.gone(List.of(WEB))).steps().forEach(kernel::commit);

        assertEquals(Map.of(), ports.refused());
        assertTrue(
                kernel.lines().contains("endpoints { 172.30.0.1 . tcp . 80 . 0 } : 10.64.9.9 . 80"),
                () -> kernel.lines().toString());
    }

    @Test
    void whatNoRuleCanSayIsRefusedAloneAndLeavesWhatWas() {
        change(WEB, Plans.port().to("10.64.1.2:80"));
        var before = kernel.lines();

        change(WEB, Plans.port().to("10.64.1.256:80"));

        assertEquals(Map.of(WEB, "not an IPv4 address: '10.64.1.256'"), ports.refused());
        assertEquals(before, kernel.lines());
    }

    private String change(String prefix, Plans plan) {
        return text(plan(Map.of(prefix, plan.plan())));
    }

    private Planned plan(Map<String, PortPlan> changed) {
        var planned = ports.change(PortChanges.of(changed));
        kernel.carryOut(planned);
        return planned;
    }

    private static String text(Planned planned) {
        return planned.steps().stream()
                .map(step -> NftText.of("ip kube-proxy", step))
                .collect(joining("---\n"));
    }
}
