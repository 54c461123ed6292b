package io.nodebus.nodeagent.nodeapi;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnCertificateTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final OwnCertificate made = OwnCertificate.make("node-1.example", NOW);

    @Test
    void theJdkReadsItAndItsSignatureHolds() throws Exception {
        var read = read(made);
        read.verify(read.getPublicKey());
        assertEquals("CN=node-1.example", read.getSubjectX500Principal().getName());
        assertEquals(read.getSubjectX500Principal(), read.getIssuerX500Principal());
        assertEquals(
                List.of(List.of(2, "node-1.example")),
                List.copyOf(read.getSubjectAlternativeNames()));
    }

    @Test
    void itHoldsForYearsAndForClocksThatAreBehind() throws Exception {
        var read = read(made);
        assertDoesNotThrow(() -> read.checkValidity(Date.from(NOW.minusSeconds(3600))));
        assertDoesNotThrow(() -> read.checkValidity(Date.from(NOW.plusSeconds(5L * 365 * 86400))));
    }

    @Test
    void theFingerprintIsThatOfTheWholeCertificate() throws Exception {
        var digest = MessageDigest.getInstance("SHA-256").digest(read(made).getEncoded());
        assertEquals(Base64.getEncoder().encodeToString(digest), made.fingerprint());
    }

    @Test
    void eachIsAnother() throws Exception {
        var other = OwnCertificate.make("node-1.example", NOW);
        assertNotEquals(made.fingerprint(), other.fingerprint());
        assertNotEquals(read(made).getSerialNumber(), read(other).getSerialNumber());
    }

    private static X509Certificate read(OwnCertificate certificate) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(
                                new ByteArrayInputStream(certificate.certificatePem().getBytes()));
    }
}
