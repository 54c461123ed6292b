package io.nodebus.nodeagent.netfilter.iptables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nodebus.nodeagent.netfilter.nftables.Plans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names as kube-proxy publishes them.
class ChainNamesTest {
    @ParameterizedTest
    @CsvSource({
        "kube-system/kube-dns, dns-tcp, tcp, KUBE-SVC-ERIFXISQEP7F7OF4",
        "kube-system/kube-dns, dns, udp, KUBE-SVC-TCOU7JCQXEZGVUNU",
        "kube-system/kube-dns, metrics, tcp, KUBE-SVC-JD5MR3NA4I4DYORP",
        "default/kubernetes, https, tcp, KUBE-SVC-NPX46M4PTMTKRN6Y",
        "default/nginx-service, '', tcp, KUBE-SVC-V2OKYYMBY3REGZOG",
    })
    void chainsOfServicesAreCalledAsKubeProxyCallsThem(
            String service, String port, String protocol, String chain) {
        var plan = Plans.port().of(service).named(port);

        assertEquals(
                chain,
                ChainNames.of((protocol.equals("udp") ? plan.udp() : plan).plan())
                        .service()
                        .name());
    }

    @Test
    void soAreThoseOfEndpoints() {
        var names = ChainNames.of(Plans.port().of("ns1/svc1").named("p80").plan());

        assertEquals("KUBE-SVC-XPGD46QRK7WJZT7O", names.service().name());
        assertEquals("KUBE-SEP-SXIVWICOYRO3J4NJ", names.endpoint("10.180.0.1:80").name());
    }
}
