package io.nodebus.compose.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Where svc-api is, whom to trust and who we are.
///
/// @param ca the certificate that signed the server's, PEM
/// @param token bearer
public record Server(URI address, String ca, String token) {
    /// What `up` left in a plane's folder.
    ///
    /// @throws NoServer saying what to do
    public static Server ofPlane(Path folder) {
        try {
            var plane = Tree.of(Json.parse(Files.readAllBytes(folder.resolve("plane.json"))));
            return new Server(
                    URI.create(plane.text("api")),
                    Files.readString(folder.resolve("ca.crt"), UTF_8),
                    Files.readString(folder.resolve("admin.token"), UTF_8).strip());
        } catch (java.nio.file.AccessDeniedException e) {
            throw new NoServer(
                    "%s may not be read by you: run with sudo, or as the user who started the plane"
                            .formatted(e.getFile()),
                    e);
        } catch (IOException e) {
            throw new NoServer("no plane in %s: start one with ./nodebus up".formatted(folder), e);
        }
    }

    public SSLContext trust() {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "plane",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new java.io.ByteArrayInputStream(ca.getBytes(UTF_8))));
            var trusted =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trusted.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new NoServer("the plane's ca.crt is no certificate: " + e.getMessage(), e);
        }
    }

    /// There is nobody to talk to.
    public static final class NoServer extends RuntimeException {
        private static final long serialVersionUID = 1;

        public NoServer(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
