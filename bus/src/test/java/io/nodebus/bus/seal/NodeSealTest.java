package io.nodebus.bus.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.contracts.config.ConfigBound.SecretBound;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class NodeSealTest {
    private static final String KEY = "n1/default/db/secret";
    private static final byte[] SENDER = "only the sender knows this, honest".getBytes(UTF_8);
    private static final Map<String, byte[]> VALUES =
            Map.of("user", "anna".getBytes(UTF_8), "password", "s3cret".getBytes(UTF_8));

    private final NodeKey node = NodeKey.generate();

    @Test
    void theNodeItWasSealedToReadsIt() {
        var opened = NodeKey.of(node.privateKey()).open(KEY, sealed());

        assertEquals("[password, user]", opened.keySet().toString());
        assertArrayEquals("s3cret".getBytes(UTF_8), opened.get("password"));
    }

    @Test
    void anotherNodeDoesNot() {
        var bound = sealed();
        var other = NodeKey.generate();

        var refused = assertThrows(Unsealable.class, () -> other.open(KEY, bound));

        assertEquals(
                "password was sealed with another key, or changed since", refused.getMessage());
    }

    @Test
    void underAnotherKeyOfTheTopicItStaysShut() {
        var bound = sealed();

        assertThrows(Unsealable.class, () -> node.open("n1/default/other/secret", bound));
    }

    @Test
    void forAnotherLifeOfTheNodeItStaysShut() {
        var bound = sealed();
        var moved = new SecretBound("another-uid", bound.ephemeralKey(), bound.sealed());

        assertThrows(Unsealable.class, () -> node.open(KEY, moved));
    }

    @Test
    void valuesCannotBeSwapped() {
        var bound = sealed();
        var swapped = new TreeMap<>(bound.sealed());
        swapped.put("user", bound.sealed().get("password"));
        var forged = new SecretBound(bound.nodeUid(), bound.ephemeralKey(), swapped);

        assertThrows(Unsealable.class, () -> node.open(KEY, forged));
    }

    @Test
    void sealingAgainGivesTheSameRecord() {
        assertEquals(sealed(), sealed());
    }

    @Test
    void anotherContentHasAnotherOneTimeKey() {
        var other =
                NodeSeal.seal(KEY, "uid-1", node.publicKey(), Map.of("user", new byte[0]), SENDER);

        assertNotEquals(sealed().ephemeralKey(), other.ephemeralKey());
    }

    @Test
    void aTextThatIsNoKeyIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> NodeSeal.seal(KEY, "uid-1", "AAAA", VALUES, SENDER));
        assertThrows(IllegalArgumentException.class, () -> NodeKey.of("AAAA"));
    }

    @Test
    void aKeyOfSmallOrderIsRefused() {
        var zero = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

        assertThrows(
                IllegalArgumentException.class,
                () -> NodeSeal.seal(KEY, "uid-1", zero, VALUES, SENDER));
    }

    @Test
    void aNodesKeyIsNeverPrinted() {
        assertFalse(node.toString().contains(node.privateKey()));
    }

    /// The example of RFC 7748, section 6.1.
    @Test
    void keysAreWrittenAsTheRfcWritesThem() {
        var alice = hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        var bob = hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");

        assertArrayEquals(
                hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"),
                X25519.publicOf(alice));
        assertArrayEquals(
                hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"),
                X25519.agree(alice, bob));
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private SecretBound sealed() {
        return NodeSeal.seal(KEY, "uid-1", node.publicKey(), VALUES, SENDER);
    }
}
