package io.nodebus.compose.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nodebus.proxyrules.trace.Mode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyFlowsTest {
    @TempDir private Path folder;

    @Test
    void countsWhatPassedAndTellsOfWhatNobodyLookedAt() throws IOException {
        write("REJECT");
        var out = new StringWriter();
        assertTrue(ProxyFlows.run(folder, Optional.empty(), new PrintWriter(out)));
        assertEquals(
                List.of(
                        "skipped  a.json: by SCTP: SCTP",
                        "skipped     1  SCTP",
                        "1 passed, 0 failed"),
                out.toString().lines().toList());
    }

    @Test
    void tellsWhereAPacketEndedThatShouldHaveEndedElsewhere() throws IOException {
        write("DROP");
        var out = new StringWriter();
        assertFalse(ProxyFlows.run(folder, Optional.of(Mode.nftables), new PrintWriter(out)));
        assertEquals(
                "failed   a.json: to nobody: expected DROP, got REJECT",
                out.toString().lines().findFirst().orElseThrow());
    }

    @Test
    void aFolderWithoutScenariosIsNoSuccess() throws IOException {
        write("REJECT");
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        ProxyFlows.run(
                                folder,
                                Optional.of(Mode.iptables),
                                new PrintWriter(new StringWriter())));
    }

    private void write(String verdict) throws IOException {
        Files.writeString(
                folder.resolve("a.json"),
                """
                {"mode": "nftables", "family": "IPv4",
                 "node": {"name": "n", "addresses": ["192.168.0.2"],
                          "podCIDR": "10.0.0.0/8", "serviceCIDR": "172.30.0.0/16"},
                 "config": {},
                 "services": [{
                   "metadata": {"name": "web", "namespace": "default"},
                   "spec": {"clusterIP": "172.30.0.41", "ports": [{"port": 80}]}}],
                 "endpointSlices": [],
                 "flows": [
                   {"name": "to nobody", "from": "10.0.0.2", "protocol": "TCP", "to": "172.30.0.41",
                    "port": 80, "expect": {"verdict": "%s"}, "masquerade": false},
                   {"name": "by SCTP", "from": "10.0.0.2", "protocol": "SCTP", "to": "172.30.0.41",
                    "port": 80, "expect": {"verdict": "REJECT"}, "masquerade": false}]}
                """
                        .formatted(verdict));
    }
}
