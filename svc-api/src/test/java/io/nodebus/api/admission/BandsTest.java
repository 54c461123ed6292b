package io.nodebus.api.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What Services are given out of a range.
class BandsTest {
    private static final ClusterIps ADDRESSES = ClusterIps.of("10.96.0.0/16");
    private static final NodePorts PORTS = NodePorts.of("30000-32767");

    @Test
    void everyNumberIsGivenOnceAndTheNamedOnesLast() {
        var bands = Bands.of(1, 1000, 16, 256);
        var random = new Random(7);
        var given = new HashSet<Integer>();
        for (var i = 0; i < bands.size(); i++) {
            var number = bands.free(random.nextInt(), given::contains).orElseThrow();
            assertTrue(given.add(number), () -> number + " is given twice");
            assertEquals(number < 1 + bands.named(), i >= bands.size() - bands.named());
        }
        assertEquals(Optional.empty(), bands.free(0, given::contains));
    }

    @Test
    void theFirstBandIsAsLargeAsThatOfKubernetes() {
        assertEquals(256, Bands.of(1, 65_534, 16, 256).named());
        assertEquals(86, Bands.of(30_000, 32_767, 32, 128).named());
        assertEquals(16, Bands.of(1, 30, 16, 256).named());
        assertEquals(0, Bands.of(1, 14, 16, 256).named());
    }

    @Test
    void anAddressIsWithinItsNetworkAndNeitherItsFirstNorItsLast() {
        assertTrue(ADDRESSES.contains("10.96.0.1"));
        assertTrue(ADDRESSES.contains("10.96.255.254"));
        for (var other : new String[] {"10.96.0.0", "10.96.255.255", "10.97.0.1", "10.96.0", "a"}) {
            assertTrue(!ADDRESSES.contains(other), other);
        }
        assertEquals(Optional.of("10.96.1.1"), ADDRESSES.free(0, _ -> false));
    }

    @Test
    void aRangeThatIsNoneIsRefused() {
        for (var text : new String[] {"10.96.0.1/16", "10.96.0.0/8", "10.96.0.0/29", "10.96.0.0"}) {
            assertThrows(IllegalArgumentException.class, () -> ClusterIps.of(text), text);
        }
        for (var text : new String[] {"32767-30000", "30000", "0-1", "30000-70000", "a-b"}) {
            assertThrows(IllegalArgumentException.class, () -> NodePorts.of(text), text);
        }
        assertEquals("30000-32767", PORTS.toString());
    }
}
