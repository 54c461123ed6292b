package io.nodebus.bus.seal;

import io.nodebus.contracts.config.ConfigBound.SecretBound;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.SequencedMap;
import java.util.TreeMap;

/// A node's key pair. The public half travels in `nodes.state`; the private one never leaves the
/// node.
public final class NodeKey {
    private final byte[] secret;

    private NodeKey(byte[] secret) {
        this.secret = secret;
    }

    /// A new one.
    public static NodeKey generate() {
        var secret = new byte[X25519.BYTES];
        new SecureRandom().nextBytes(secret);
        return new NodeKey(secret);
    }

    /// The one that was kept as [#privateKey].
    ///
    /// @throws IllegalArgumentException when the text is no key
    public static NodeKey of(String privateKey) {
        var secret = Base64.getDecoder().decode(privateKey);
        if (secret.length != X25519.BYTES) {
            throw new IllegalArgumentException(
                    "a node's key must have %d bytes, got %d"
                            .formatted(X25519.BYTES, secret.length));
        }
        return new NodeKey(secret);
    }

    /// Base64, for `nodes.state`.
    public String publicKey() {
        return Base64.getEncoder().encodeToString(X25519.publicOf(secret));
    }

    /// Base64, to keep where only root reads.
    public String privateKey() {
        return Base64.getEncoder().encodeToString(secret);
    }

    /// The plain values of a Secret sealed to this node.
    ///
    /// @param boundKey the record's key on `config.bound`
    /// @throws Unsealable when it is not for this node, this key, or was changed
    public SequencedMap<String, byte[]> open(String boundKey, SecretBound bound) {
        var key = NodeSeal.keyForReader(secret, boundKey, bound);
        var values = new TreeMap<String, byte[]>();
        bound.sealed().forEach((name, sealed) -> values.put(name, Aead.open(key, name, sealed)));
        return values;
    }

    /// Never shows the key.
    @Override
    public String toString() {
        return "NodeKey[" + publicKey() + "]";
    }
}
