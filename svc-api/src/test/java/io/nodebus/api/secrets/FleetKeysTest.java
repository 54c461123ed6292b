package io.nodebus.api.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nodebus.bus.seal.NodeKey;
import io.nodebus.bus.seal.Unsealable;
import io.nodebus.contracts.config.ConfigDesired.SecretWanted;
import io.nodebus.contracts.config.Secret;
import io.nodebus.contracts.meta.ObjectMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetKeysTest {
    private static final Secret SECRET = secret("db", "s3cret");

    private final FleetKeys keys = FleetKeys.of(FleetKeys.fresh());

    private static Secret secret(String name, String password) {
        return new Secret(
                ObjectMeta.named("default", name),
                Optional.of("Opaque"),
                Map.of("password", Base64.getEncoder().encodeToString(password.getBytes(UTF_8))),
                Map.of(),
                Optional.empty());
    }

    @Test
    void whatWasSealedIsOpened() {
        assertEquals(SECRET, keys.open(keys.seal(SECRET)));
    }

    @Test
    void aSealedSecretShowsNoValue() {
        assertFalse(keys.seal(SECRET).toString().contains("czNjcmV0"));
    }

    @Test
    void aValueCannotBeMovedToAnotherSecret() {
        var sealed = keys.seal(SECRET);
        var moved =
                new SecretWanted(
                        ObjectMeta.named("default", "other"),
                        sealed.type(),
                        sealed.fleetKeyId(),
                        sealed.sealed(),
                        Optional.empty());

        assertThrows(Unsealable.class, () -> keys.open(moved));
    }

    @Test
    void theFirstKeySealsAndEveryKeyOpens() {
        var old = FleetKeys.fresh();
        var sealedBefore = FleetKeys.of(old).seal(SECRET);
        var both = FleetKeys.of(FleetKeys.fresh() + "\n" + old + "\n");

        assertEquals(SECRET, both.open(sealedBefore));
        assertFalse(both.seal(SECRET).fleetKeyId().equals(sealedBefore.fleetKeyId()));
    }

    @Test
    void anUnknownKeyIsNamed() {
        var sealed = keys.seal(SECRET);
        var others = FleetKeys.of(FleetKeys.fresh());

        var thrown = assertThrows(Unsealable.class, () -> others.open(sealed));

        assertEquals(
                "secret default/db was sealed with fleet key %s, which is not in fleet.key"
                        .formatted(sealed.fleetKeyId()),
                thrown.getMessage());
    }

    @Test
    void aNodeReadsWhatIsSealedToIt() {
        var node = NodeKey.generate();
        var bound =
                keys.seal(keys.seal(SECRET), "n1/default/db/secret", "u1", node.publicKey())
                        .orElseThrow();

        assertArrayEquals(
                "s3cret".getBytes(UTF_8), node.open("n1/default/db/secret", bound).get("password"));
    }

    @Test
    void aNodeWithoutAKeyGetsNothing() {
        assertEquals(
                Optional.empty(),
                keys.seal(keys.seal(SECRET), "n1/default/db/secret", "u1", "no key"));
    }

    @Test
    void aKeyIsMadeOnceAndOnlyItsOwnerReadsIt(@TempDir Path folder) throws IOException {
        var file = folder.resolve("fleet.key");

        var sealed = FleetKeys.in(file).seal(SECRET);

        assertEquals(SECRET, FleetKeys.in(file).open(sealed));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
