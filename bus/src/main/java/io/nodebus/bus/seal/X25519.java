package io.nodebus.bus.seal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/// Keys as RFC 7748 writes them: 32 bytes, little-endian, private and public alike.
final class X25519 {
    static final int BYTES = 32;

    private static final byte[] BASE_POINT = basePoint();

    private X25519() {}

    private static byte[] basePoint() {
        var point = new byte[BYTES];
        point[0] = 9;
        return point;
    }

    static byte[] publicOf(byte[] secret) {
        return agree(secret, BASE_POINT);
    }

    /// The secret both sides come to.
    ///
    /// @throws IllegalArgumentException when the other side's key is none
    static byte[] agree(byte[] secret, byte[] theirs) {
        if (theirs.length != BYTES) {
            throw new IllegalArgumentException(
                    "an X25519 key must have %d bytes, got %d".formatted(BYTES, theirs.length));
        }
        try {
            var agreement = KeyAgreement.getInstance("X25519");
            agreement.init(privateKey(secret));
            agreement.doPhase(publicKey(theirs), true);
            return agreement.generateSecret();
        } catch (GeneralSecurityException e) {
            // The JDK refuses points of small order, which would make the secret known to all.
            throw new IllegalArgumentException("no usable X25519 key", e);
        }
    }

    private static PrivateKey privateKey(byte[] secret) throws GeneralSecurityException {
        return KeyFactory.getInstance("X25519")
                .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret));
    }

    private static PublicKey publicKey(byte[] littleEndian) throws GeneralSecurityException {
        var bigEndian = new byte[BYTES];
        for (var i = 0; i < BYTES; i++) {
            bigEndian[i] = littleEndian[BYTES - 1 - i];
        }
        bigEndian[0] &= 0x7f;
        return KeyFactory.getInstance("X25519")
                .generatePublic(
                        new XECPublicKeySpec(
                                NamedParameterSpec.X25519, new BigInteger(1, bigEndian)));
    }
}
