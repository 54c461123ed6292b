package io.nodebus.nodeagent.netfilter.nftables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.contracts.service.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `-Dtranscripts=write` rewrites the golden files.
class SkeletonTest {
    private static final Path GOLDEN = Path.of("src/test/resources/nftables");

    private final Skeleton skeleton = new Skeleton(network("10.64.0.0/16", List.of()));

    @Test
    void isAsWritten() throws IOException {
        same("skeleton.nft", skeleton.text());
    }

    @Test
    void growsAsWritten() throws IOException {
        same(
                "growth.nft",
                skeleton.text(
                        List.of(
                                new Growth.Size(Space.CLUSTER_IP, 250),
                                new Growth.Size(Space.LOCAL, 17),
                                new Growth.Sticky(60))));
    }

    @Test
    void isKnownByItsMark() {
        assertEquals(skeleton.mark(), new Skeleton(network("10.64.0.0/16", List.of())).mark());
        assertNotEquals(skeleton.mark(), new Skeleton(network("10.65.0.0/16", List.of())).mark());
        assertNotEquals(
                skeleton.mark(),
                new Skeleton(network("10.64.0.0/16", List.of("192.168.0.2/32"))).mark());
    }

    @Test
    void takesNothingButAddressesIntoItsText() {
        assertThrows(
                IllegalArgumentException.class, () -> network("10.64.0.0/16 } drop", List.of()));
    }

    private static NodeNetwork network(String podCidr, List<String> nodePortAddresses) {
        return new NodeNetwork(
                Plans.HERE,
                IpFamily.IPv4,
                Optional.of(podCidr),
                Optional.of("172.30.0.0/16"),
                nodePortAddresses);
    }

    private static void same(String name, String actual) throws IOException {
        var path = GOLDEN.resolve(name);
        if ("write".equals(System.getProperty("transcripts"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(path, actual);
            return;
        }
        assertEquals(Files.readString(path), actual);
    }
}
