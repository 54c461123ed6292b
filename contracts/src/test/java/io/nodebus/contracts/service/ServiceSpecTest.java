package io.nodebus.contracts.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.contracts.wire.TreeReader;
import io.nodebus.contracts.wire.TreeWriter;
import io.nodebus.contracts.wire.Unreadable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceSpecTest {
    @Test
    void aTargetPortIsANumberOrANameAndStaysWhatItWas() {
        var tree =
                Map.of(
                        "ports",
                        List.of(
                                Map.of("port", 80, "targetPort", "http"),
                                Map.of("port", 81, "targetPort", 8081)));
        var spec = TreeReader.strict(ServiceSpec.class, tree);
        assertEquals(Optional.of("http"), spec.ports().getFirst().target().name());
        assertEquals(Optional.of(8081), spec.ports().getLast().target().number());
        assertEquals(tree, TreeWriter.write(spec));
    }

    @Test
    void withoutATargetPortItIsTheSameNumber() {
        var spec = read(Map.of("ports", List.of(Map.of("port", 80))));
        assertEquals(TargetPort.of(80), spec.ports().getFirst().target());
        assertEquals("tcp-80", spec.ports().getFirst().slug());
    }

    @ParameterizedTest
    @CsvSource({"0", "65536", "-1", "1.5", "99999999999", "''"})
    void whatIsNoPortIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TargetPort.of(text));
    }

    @Test
    void aClientIsRememberedForThreeHoursUnlessSaidOtherwise() {
        assertEquals(Optional.empty(), read(Map.of()).affinitySeconds());
        assertEquals(
                Optional.of(10_800), read(Map.of("sessionAffinity", "ClientIP")).affinitySeconds());
        assertEquals(
                Optional.of(60),
                read(Map.of(
                                "sessionAffinity",
                                "ClientIP",
                                "sessionAffinityConfig",
                                Map.of("clientIP", Map.of("timeoutSeconds", 60))))
                        .affinitySeconds());
    }

    @Test
    void eachFamilyHasItsAddress() {
        var spec =
                read(Map.of("clusterIP", "10.0.0.1", "clusterIPs", List.of("10.0.0.1", "fd::1")));
        assertEquals(Optional.of("10.0.0.1"), spec.clusterIp(IpFamily.IPv4));
        assertEquals(Optional.of("fd::1"), spec.clusterIp(IpFamily.IPv6));
        assertEquals(
                Optional.of("10.0.0.1"),
                read(Map.of("clusterIP", "10.0.0.1")).clusterIp(IpFamily.IPv4));
        assertEquals(Optional.empty(), read(Map.of("clusterIP", "None")).clusterIp(IpFamily.IPv4));
    }

    @Test
    void whatIsNotThereYetIsRefusedByName() {
        var refused =
                assertThrows(
                        Unreadable.class, () -> read(Map.of("externalIPs", List.of("192.0.2.1"))));
        assertEquals("externalIPs", refused.faults().getFirst().path());
    }

    private static ServiceSpec read(Map<String, Object> tree) {
        return TreeReader.strict(ServiceSpec.class, tree);
    }
}
