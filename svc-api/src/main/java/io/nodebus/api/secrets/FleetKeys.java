package io.nodebus.api.secrets;

import io.nodebus.api.door.Seals;
import io.nodebus.bus.seal.Aead;
import io.nodebus.bus.seal.Hkdf;
import io.nodebus.bus.seal.NodeSeal;
import io.nodebus.bus.seal.Unsealable;
import io.nodebus.contracts.config.ConfigBound.SecretBound;
import io.nodebus.contracts.config.ConfigDesired.SecretWanted;
import io.nodebus.contracts.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Keys of the fleet: the first seals, all of them open. Immutable.
public final class FleetKeys implements Seals {
    private static final int ID_BYTES = 8;
    private static final byte[] NO_SALT = {};

    private final List<FleetKey> keys;

    private FleetKeys(List<FleetKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /// One of them, as what is derived from it.
    private static final class FleetKey {
        private final String id;
        private final byte[] values;
        private final byte[] toNodes;

        FleetKey(byte[] secret) {
            id =
                    HexFormat.of()
                            .formatHex(
                                    Hkdf.derive(
                                            secret, NO_SALT, "nodebus fleet key id v1", ID_BYTES));
            values = Hkdf.derive(secret, NO_SALT, "nodebus config.desired v1", Aead.KEY_BYTES);
            toNodes = Hkdf.derive(secret, NO_SALT, "nodebus to nodes v1", Aead.KEY_BYTES);
        }
    }

    /// Keys as they are kept: a line of base64 each.
    ///
    /// @throws IllegalArgumentException when a line is no key, or there is none
    public static FleetKeys of(String lines) {
        var keys = new ArrayList<FleetKey>();
        lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> keys.add(new FleetKey(secret(line))));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a fleet key is a line of base64, got no line");
        }
        return new FleetKeys(keys);
    }

    private static byte[] secret(String line) {
        var secret = Base64.getDecoder().decode(line);
        if (secret.length != Aead.KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a fleet key must have %d bytes, got %d"
                            .formatted(Aead.KEY_BYTES, secret.length));
        }
        return secret;
    }

    /// What is in the file; a new key is made and kept there when there is no file.
    ///
    /// @throws IOException when it can be neither read nor written
    public static FleetKeys in(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, fresh() + "\n", StandardOpenOption.WRITE);
        }
        return of(Files.readString(file));
    }

    /// A new key, as a line.
    public static String fresh() {
        var secret = new byte[Aead.KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    @Override
    public SecretWanted seal(Secret secret) {
        var key = keys.getFirst();
        var sealed = new TreeMap<String, String>();
        secret.data()
                .forEach((name, value) ->
                        sealed.put(
                                name,
                                Aead.seal(
                                        key.values,
                                        bound(secret.metadata().key(), name),
                                        Base64.getDecoder().decode(value))));
        return new SecretWanted(
                secret.metadata(),
                secret.type().orElse("Opaque"),
                key.id,
                sealed,
                secret.immutable());
    }

    @Override
    public Secret open(SecretWanted secret) {
        var data = new TreeMap<String, String>();
        values(secret)
                .forEach(
                        (name, value) -> data.put(name, Base64.getEncoder().encodeToString(value)));
        return new Secret(
                secret.metadata(), Optional.of(secret.type()), data, Map.of(), secret.immutable());
    }

    @Override
    public Optional<SecretBound> seal(
            SecretWanted secret, String boundKey, String nodeUid, String publicKey) {
        try {
            return Optional.of(
                    NodeSeal.seal(
                            boundKey, nodeUid, publicKey, values(secret), keys.getFirst().toNodes));
        } catch (Unsealable | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Map<String, byte[]> values(SecretWanted secret) {
        var key =
                keys.stream()
                        .filter(k -> k.id.equals(secret.fleetKeyId()))
                        .findFirst()
                        .orElseThrow(() ->
                                new Unsealable(
                                        "secret %s was sealed with fleet key %s, which is"
                                                        .formatted(
                                                                secret.metadata().key(),
                                                                secret.fleetKeyId())
                                                + " not in fleet.key"));
        var values = new TreeMap<String, byte[]>();
        secret.sealed()
                .forEach((name, sealed) ->
                        values.put(
                                name,
                                Aead.open(
                                        key.values, bound(secret.metadata().key(), name), sealed)));
        return values;
    }

    private static String bound(String key, String name) {
        return key + "/secret " + name;
    }

    /// Never shows a key.
    @Override
    public String toString() {
        return "FleetKeys" + keys.stream().map(key -> key.id).toList();
    }
}
