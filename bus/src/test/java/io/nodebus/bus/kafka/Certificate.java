package io.nodebus.bus.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.bus.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/// A self-signed certificate for 127.0.0.1, as PEM.
///
/// @param chain the certificate
/// @param keyAndChain a file with the PKCS#8 key before it
record Certificate(String chain, Path keyAndChain) {
    private static final String PASSWORD = "changeit";

    static Certificate made(Path folder) throws IOException, GeneralSecurityException {
        var store = folder.resolve("broker.p12");
        var keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "broker",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=broker",
                                "-ext",
                                "san=ip:127.0.0.1",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .inheritIO()
                        .start();
        Await.until(() -> !keytool.isAlive(), () -> keytool);
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var key = keys.getKey("broker", PASSWORD.toCharArray());
        var chain = pem("CERTIFICATE", keys.getCertificate("broker").getEncoded());
        var both = folder.resolve("broker.pem");
        Files.writeString(both, pem("PRIVATE KEY", key.getEncoded()) + chain);
        return new Certificate(chain, both);
    }

    private static String pem(String what, byte[] encoded) {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(encoded);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what);
    }
}
