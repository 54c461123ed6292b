package io.nodebus.api.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A certificate authority of our own, and the certificate it gave the front door. Both are kept in
/// a folder and made when they are not there; the door's is made anew when it is about to end or
/// lacks a name.
public final class Authority {
    private static final X500Name CA_NAME = new X500Name("CN=nodebus-ca");
    private static final X500Name DOOR_NAME = new X500Name("CN=nodebus-api");
    private static final Duration CA_LIFE = Duration.ofDays(3650);
    private static final Duration DOOR_LIFE = Duration.ofDays(365);
    private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

    /// Clocks differ: a certificate is valid a little before it was made.
    private static final Duration SLACK = Duration.ofHours(1);

    private static final int SERIAL_BITS = 120;

    private final Path folder;
    private final Clock clock;

    private Authority(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /// What a server needs, as PEM.
    ///
    /// @param ca for whoever wants to trust the door
    public record Issued(String ca, String certificate, String key) {
        /// Never shows the key.
        @Override
        public String toString() {
            return "Issued[" + certificate + "]";
        }
    }

    /// The door's certificate in a folder: `ca.crt`, `ca.key`, `api.crt`, `api.key`.
    ///
    /// @param hosts addresses and names clients will use
    /// @throws IOException when files can be neither read nor written, or are something else
    public static Issued in(Path folder, List<String> hosts, Clock clock) throws IOException {
        Files.createDirectories(folder);
        try {
            return new Authority(folder, clock).issued(hosts);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("no certificate in " + folder + ": " + e.getMessage(), e);
        }
    }

    private Issued issued(List<String> hosts)
            throws IOException, GeneralSecurityException, OperatorCreationException {
        var ca = authority();
        var certificate = folder.resolve("api.crt");
        var key = folder.resolve("api.key");
        if (!Files.exists(certificate)
                || !Files.exists(key)
                || !stillGood(Pem.certificate(Files.readString(certificate)), ca, hosts)) {
            var pair = pair();
            Pem.write(key, Pem.of(pair.getPrivate()), true);
            Pem.write(certificate, Pem.of(signed(pair, ca, hosts)), false);
        }
        return new Issued(
                Pem.of(ca.certificate()), Files.readString(certificate), Files.readString(key));
    }

    private record Ca(X509Certificate certificate, PrivateKey key) {}

    private Ca authority() throws IOException, GeneralSecurityException, OperatorCreationException {
        var certificate = folder.resolve("ca.crt");
        var key = folder.resolve("ca.key");
        if (!Files.exists(certificate) || !Files.exists(key)) {
            var pair = pair();
            Pem.write(key, Pem.of(pair.getPrivate()), true);
            Pem.write(certificate, Pem.of(selfSigned(pair)), false);
        }
        return new Ca(
                Pem.certificate(Files.readString(certificate)),
                Pem.privateKey(Files.readString(key)));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private X509Certificate selfSigned(KeyPair pair)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        var builder =
                new JcaX509v3CertificateBuilder(
                        CA_NAME, serial(), from(), until(CA_LIFE), CA_NAME, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return sign(builder, pair.getPrivate());
    }

    private X509Certificate signed(KeyPair pair, Ca ca, List<String> hosts)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        var builder =
                new JcaX509v3CertificateBuilder(
                        CA_NAME, serial(), from(), until(DOOR_LIFE), DOOR_NAME, pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
        return sign(builder, ca.key());
    }

    private static GeneralNames names(List<String> hosts) {
        return new GeneralNames(
                hosts.stream()
                        .map(host ->
                                new GeneralName(
                                        isAddress(host)
                                                ? GeneralName.iPAddress
                                                : GeneralName.dNSName,
                                        host))
                        .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String host) {
        return host.contains(":") || host.matches("[0-9.]+");
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom());
    }

    private Date from() {
        return Date.from(clock.instant().minus(SLACK));
    }

    private Date until(Duration life) {
        return Date.from(clock.instant().plus(life));
    }

    private boolean stillGood(X509Certificate certificate, Ca ca, List<String> hosts) {
        try {
            certificate.verify(ca.certificate().getPublicKey());
            var end = certificate.getNotAfter().toInstant();
            var names = certificate.getSubjectAlternativeNames();
            return clock.instant().plus(RENEWED_BEFORE).isBefore(end)
                    && names != null
                    && hosts.stream()
                            .allMatch(host ->
                                    names.stream().anyMatch(name -> same(name.get(1), host)));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// `::1` is written out in a certificate.
    private static boolean same(Object name, String host) {
        return name.equals(host) || host.equals("::1") && name.equals("0:0:0:0:0:0:0:1");
    }
}
