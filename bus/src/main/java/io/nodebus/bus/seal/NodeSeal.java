package io.nodebus.bus.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.contracts.config.ConfigBound.SecretBound;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/// Seals a Secret's values so that one node, in one life, can read them.
///
/// The sender's one-time key is derived from a secret of its own and all that is sealed: nothing is
/// random, sealing again gives the same record, and no one-time key is used for two different
/// contents.
public final class NodeSeal {
    private static final String PURPOSE = "nodebus config.bound v1 ";

    private NodeSeal() {}

    /// @param boundKey the record's key on `config.bound`: `node/namespace/name/secret`
    /// @param nodeUid the life of the node it is for
    /// @param nodePublicKey as in `nodes.state`
    /// @param senderSecret known to the sender only
    /// @throws IllegalArgumentException when the public key is none
    public static SecretBound seal(
            String boundKey,
            String nodeUid,
            String nodePublicKey,
            Map<String, byte[]> values,
            byte[] senderSecret) {
        var theirs = Base64.getDecoder().decode(nodePublicKey);
        var context = boundKey + " " + nodeUid;
        var oneTime =
                Hkdf.derive(
                        senderSecret,
                        all(theirs, values),
                        "nodebus one-time v1 " + context,
                        X25519.BYTES);
        var ours = X25519.publicOf(oneTime);
        var key = key(X25519.agree(oneTime, theirs), ours, theirs, context);
        var sealed = new TreeMap<String, String>();
        values.forEach((name, value) -> sealed.put(name, Aead.seal(key, name, value)));
        return new SecretBound(nodeUid, Base64.getEncoder().encodeToString(ours), sealed);
    }

    static byte[] keyForReader(byte[] secret, String boundKey, SecretBound bound) {
        try {
            var theirs = Base64.getDecoder().decode(bound.ephemeralKey());
            return key(
                    X25519.agree(secret, theirs),
                    theirs,
                    X25519.publicOf(secret),
                    boundKey + " " + bound.nodeUid());
        } catch (IllegalArgumentException e) {
            throw new Unsealable(boundKey + " has no usable one-time key", e);
        }
    }

    private static byte[] key(byte[] shared, byte[] sender, byte[] reader, String context) {
        var salt =
                ByteBuffer.allocate(sender.length + reader.length).put(sender).put(reader).array();
        return Hkdf.derive(shared, salt, PURPOSE + context, Aead.KEY_BYTES);
    }

    /// Everything the one-time key depends on, each part preceded by its length.
    private static byte[] all(byte[] theirs, Map<String, byte[]> values) {
        var bytes = new ByteArrayOutputStream();
        part(bytes, theirs);
        new TreeMap<>(values)
                .forEach((name, value) -> {
                    part(bytes, name.getBytes(UTF_8));
                    part(bytes, value);
                });
        return bytes.toByteArray();
    }

    private static void part(ByteArrayOutputStream bytes, byte[] part) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        bytes.writeBytes(part);
    }
}
