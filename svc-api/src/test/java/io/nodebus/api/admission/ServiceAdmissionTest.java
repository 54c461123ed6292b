package io.nodebus.api.admission;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.api.Traffic;
import io.nodebus.api.status.Cause;
import io.nodebus.api.status.Refused;
import io.nodebus.bus.wire.Json;
import io.nodebus.contracts.service.Service;
import io.nodebus.contracts.wire.TreeWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What may be wanted of a Service, and what it is given.
class ServiceAdmissionTest {
    private static final ServiceRanges RANGES =
            new ServiceRanges(ClusterIps.of("10.96.0.0/16"), NodePorts.of(NodePorts.DEFAULT));
    private static final Holders NOBODY = _ -> Optional.empty();

    private static Service admitted(Map<?, ?> manifest) {
        return ServiceAdmission.newService(
                manifest, "default", new Seed("u1", "abcde"), Instant.EPOCH, RANGES, NOBODY);
    }

    private static Map<?, ?> spec(String json) {
        return Map.of(
                "metadata",
                Map.of("name", "web"),
                "spec",
                Objects.requireNonNull(
                        Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {} | spec.ports: Required value
                    {'ports':[{'port':80},{'port':81}]} | spec.ports[0].name: Required value: must be there when there are several ports; spec.ports[1].name: Required value: must be there when there are several ports
                    {'ports':[{'name':'a','port':80},{'name':'b','port':80}]} | spec.ports[1]: Duplicate value: "80/TCP"
                    {'ports':[{'name':'a','port':80},{'name':'a','port':81}]} | spec.ports[1].name: Duplicate value: "a"
                    {'ports':[{'port':0}]} | spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive
                    {'ports':[{'port':80,'targetPort':0}]} | spec.ports[0].targetPort: Invalid value: must be a port from 1 to 65535 or a port name, got 0
                    {'ports':[{'port':80,'targetPort':'no--name'}]} | spec.ports[0].targetPort: Invalid value: "no--name": must not contain consecutive hyphens
                    {'ports':[{'port':80,'protocol':'SCTP'}]} | spec.ports[0].protocol: Nodebus has TCP and UDP so far; SCTP comes later
                    {'ports':[{'port':80,'nodePort':30080}]} | spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'
                    {'ports':[{'port':80}],'type':'NodePort','clusterIP':'None'} | spec.clusterIP: Invalid value: "None": may not be None for Services of type NodePort
                    {'ports':[{'port':80}],'type':'LoadBalancer','externalTrafficPolicy':'Local'} | spec.type: Nodebus has Services of type ClusterIP and NodePort so far; LoadBalancer comes later
                    {'type':'ExternalName','externalName':'a.b'} | spec.type: Nodebus has Services of type ClusterIP and NodePort so far; ExternalName comes later
                    {'ports':[{'port':80}],'type':'Clusterip'} | spec.type: Invalid value: must be one of ClusterIP, NodePort, got "Clusterip", did you mean "ClusterIP"?
                    {'ports':[{'port':80}],'externalTrafficPolicy':'Local'} | spec.externalTrafficPolicy: Invalid value: "Local": may only be set for Services of type NodePort
                    {'ports':[{'port':80}],'selector':{'a b':'c'}} | spec.selector: Invalid value: "a b": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')
                    {'ports':[{'port':80}],'sessionAffinity':'ClientIP','sessionAffinityConfig':{'clientIP':{'timeoutSeconds':86401}}} | spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be between 1 and 86400, inclusive
                    {'ports':[{'port':80}],'sessionAffinityConfig':{'clientIP':{'timeoutSeconds':1}}} | spec.sessionAffinityConfig: Forbidden: must not be set when session affinity is None
                    {'ports':[{'port':80}],'clusterIP':'fd00::1'} | spec.clusterIP: Invalid value: "fd00::1": must be None or an IPv4 address
                    {'ports':[{'port':80}],'clusterIPs':['10.96.0.9']} | spec.clusterIPs: Invalid value: "10.96.0.9": must be what `clusterIP` is
                    {'ports':[{'port':80}],'ipFamilies':['IPv6']} | spec.ipFamilies[0]: Nodebus has one family so far, IPv4; the other comes later
                    {'ports':[{'port':80}],'externalIPs':['1.2.3.4']} | spec.externalIPs: Nodebus does not support this field yet
                    {'ports':[{'port':80}],'ipFamilyPolicy':'RequireDualStack'} | spec.ipFamilyPolicy: Nodebus does not support this field yet, except as "SingleStack" or "PreferDualStack"
                    {'ports':[{'port':80,'targetport':8080}]} | spec.ports[0].targetport: unknown field, did you mean "targetPort"?
                    """)
    void whatIsWrongIsTold(String spec, String causes) {
        var refused = assertThrows(Refused.class, () -> admitted(spec(spec)));
        assertEquals(
                causes,
                refused.refusal().causes().stream().map(Cause::toString).collect(joining("; ")));
    }

    @Test
    void aNameIsThatOfAHost() {
        var refused =
                assertThrows(
                        Refused.class, () -> admitted(Traffic.service("1st", List.of("port=:80"))));
        assertEquals("metadata.name", refused.refusal().causes().getFirst().field());
    }

    @Test
    void whatIsLeftUnsaidIsFilledIn() {
        var spec =
                TreeWriter.write(
                        admitted(
                                        spec(
                                                "{'type':'NodePort','sessionAffinity':'ClientIP',"
                                                    + "'ports':[{'port':80,'nodePort':30080}],"
                                                    + "'clusterIP':'10.96.0.10','ipFamilyPolicy':'SingleStack'}"))
                                .spec());

        assertEquals(
                "{type=NodePort, ports=[{protocol=TCP, port=80, targetPort=80, nodePort=30080}],"
                        + " clusterIP=10.96.0.10, clusterIPs=[10.96.0.10], ipFamilies=[IPv4],"
                        + " internalTrafficPolicy=Cluster, externalTrafficPolicy=Cluster,"
                        + " sessionAffinity=ClientIP,"
                        + " sessionAffinityConfig={clientIP={timeoutSeconds=10800}}}",
                spec.toString());
    }

    private static Service changed(Service before, String spec, Holders holders) {
        return ServiceAdmission.changedService(before, spec(spec), RANGES, holders);
    }

    @Test
    void anAddressStaysForLife() {
        var before = admitted(spec("{'ports':[{'port':80}],'clusterIP':'10.96.0.10'}"));

        assertEquals(before, changed(before, "{'ports':[{'port':80}]}", NOBODY));
        for (var other : List.of("10.96.0.11", "None")) {
            var refused =
                    assertThrows(
                            Refused.class,
                            () ->
                                    changed(
                                            before,
                                            "{'ports':[{'port':80}],'clusterIP':'%s'}"
                                                    .formatted(other),
                                            NOBODY));
            assertEquals(
                    "[spec.clusterIP: Invalid value: \"%s\": may not change once set]"
                            .formatted(other),
                    refused.refusal().causes().toString());
        }
    }

    @Test
    void aPortOfTheSameNameKeepsItsNodePort() {
        var before =
                admitted(
                        spec(
                                "{'type':'NodePort','ports':[{'name':'a','port':80,'nodePort':30080},"
                                    + "{'name':'b','port':81,'nodePort':30081}]}"));
        var after =
                changed(
                        before,
                        "{'type':'NodePort','ports':[{'name':'b','port':8081},"
                            + "{'name':'c','port':80,'nodePort':30080},{'name':'a','port':82}]}",
                        NOBODY);

        var ports = after.spec().ports();
        assertEquals(Optional.of(30_081), ports.get(0).nodePort());
        assertEquals(Optional.of(30_080), ports.get(1).nodePort());
        assertEquals(false, ports.get(2).nodePort().equals(Optional.of(30_080)));
        assertEquals(Optional.of(2L), after.metadata().generation());
    }

    @Test
    void whatItHasIsNotQuestionedWhenTheRangesChange() {
        var before =
                admitted(
                        spec(
                                "{'type':'NodePort','ports':[{'port':80,'nodePort':30080}],"
                                        + "'clusterIP':'10.96.0.10'}"));
        var elsewhere =
                new ServiceRanges(ClusterIps.of("10.97.0.0/16"), NodePorts.of("31000-31999"));

        var after =
                ServiceAdmission.changedService(
                        before,
                        Traffic.service("web", List.of("type=NodePort", "port=:81")),
                        elsewhere,
                        _ -> Optional.of("default/other"));

        assertEquals(before.spec().clusterIP(), after.spec().clusterIP());
        assertEquals(Optional.of(30_080), after.spec().ports().getFirst().nodePort());
    }
}
