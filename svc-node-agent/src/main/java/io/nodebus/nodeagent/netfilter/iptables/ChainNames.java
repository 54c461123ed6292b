package io.nodebus.nodeagent.netfilter.iptables;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.nodeagent.netfilter.PortPlan;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/// What kube-proxy calls the chains of a port.
///
/// @param hashed what tells this port from all others: `ns/name:port` and the protocol
record ChainNames(String hashed) {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 16;
    private static final int BITS = 5;

    static ChainNames of(PortPlan plan) {
        return new ChainNames(plan.title() + plan.protocol().name().toLowerCase(Locale.ROOT));
    }

    /// Among everybody.
    Chain service() {
        return Chain.nat("KUBE-SVC-" + hash(hashed));
    }

    /// Among those on this node.
    Chain local() {
        return Chain.nat("KUBE-SVL-" + hash(hashed));
    }

    /// For clients from outside.
    Chain external() {
        return Chain.nat("KUBE-EXT-" + hash(hashed));
    }

    /// @param target `10.64.0.2:8080`
    Chain endpoint(String target) {
        return Chain.nat("KUBE-SEP-" + hash(hashed + target));
    }

    /// The first 16 characters in base32 of the SHA-256.
    private static String hash(String text) {
        var digest = sha256(text);
        var hash = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            var bit = i * BITS;
            var two = (digest[bit / 8] & 255) << 8 | digest[bit / 8 + 1] & 255;
            hash.append(BASE32.charAt(two >> 16 - BITS - bit % 8 & 31));
        }
        return hash.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
