package io.nodebus.nodeagent.nodeapi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/// A certificate the node signs for itself, anew at each start. Nobody trusts it but by its
/// fingerprint, which the node says on `nodes.state`. Written by hand because the JDK can sign, but
/// not write X.509, and a library for that would weigh on every node.
final class OwnCertificate {
    private static final String ECDSA_WITH_SHA256 = "2a8648ce3d040302";
    private static final String COMMON_NAME = "550403";
    private static final String SUBJECT_ALTERNATIVE_NAME = "551d11";
    private static final int DNS_NAME = 0x82;
    private static final int EXTENSIONS = 0xa3;
    private static final int VERSION = 0xa0;
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final Duration LIFETIME = Duration.ofDays(3650);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final byte[] encoded;
    private final byte[] key;

    private OwnCertificate(byte[] encoded, byte[] key) {
        this.encoded = encoded;
        this.key = key;
    }

    static OwnCertificate make(String node, Instant now) {
        try {
            var random = new SecureRandom();
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            var pair = generator.generateKeyPair();
            var algorithm = Der.sequence(Der.oid(ECDSA_WITH_SHA256));
            var name = Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(node))));
            var body =
                    Der.sequence(
                            Der.tagged(VERSION, Der.integer(BigInteger.TWO)),
                            Der.integer(new BigInteger(64, random).add(BigInteger.ONE)),
                            algorithm,
                            name,
                            Der.sequence(
                                    Der.time(TIME.format(now.minus(CLOCKS_DIFFER))),
                                    Der.time(TIME.format(now.plus(LIFETIME)))),
                            name,
                            pair.getPublic().getEncoded(),
                            Der.tagged(EXTENSIONS, Der.sequence(alternativeName(node))));
            var signing = Signature.getInstance("SHA256withECDSA");
            signing.initSign(pair.getPrivate(), random);
            signing.update(body);
            return new OwnCertificate(
                    Der.sequence(body, algorithm, Der.bits(signing.sign())),
                    pair.getPrivate().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has EC and SHA-256", impossible);
        }
    }

    private static byte[] alternativeName(String node) {
        var names = Der.sequence(Der.tagged(DNS_NAME, node.getBytes(US_ASCII)));
        return Der.sequence(Der.oid(SUBJECT_ALTERNATIVE_NAME), Der.octets(names));
    }

    /// SHA-256, base64, as on `nodes.state`.
    String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(encoded);
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    Buffer certificatePem() {
        return pem("CERTIFICATE", encoded);
    }

    Buffer keyPem() {
        return pem("PRIVATE KEY", key);
    }

    private static Buffer pem(String what, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Buffer.buffer(
                "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
    }
}
