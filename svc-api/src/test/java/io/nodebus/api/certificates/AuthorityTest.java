package io.nodebus.api.certificates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    private static final List<String> HOSTS = List.of("127.0.0.1", "localhost", "::1");

    private final Clock now = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir private Path folder;

    @Test
    void theDoorsCertificateIsSignedByTheAuthorityAndNamesEveryHost()
            throws IOException, GeneralSecurityException {
        var issued = Authority.in(folder, HOSTS, now);
        var door = Pem.certificate(issued.certificate());

        door.verify(Pem.certificate(issued.ca()).getPublicKey());
        assertEquals(3, door.getSubjectAlternativeNames().size());
        assertEquals(-1, door.getBasicConstraints());
    }

    @Test
    void whatIsThereIsKept() throws IOException {
        assertEquals(
                Authority.in(folder, HOSTS, now).certificate(),
                Authority.in(folder, HOSTS, now).certificate());
    }

    @Test
    void aCertificateThatIsAboutToEndIsMadeAnewByTheSameAuthority() throws IOException {
        var before = Authority.in(folder, HOSTS, now);
        var after = Authority.in(folder, HOSTS, Clock.offset(now, Duration.ofDays(340)));

        assertNotEquals(before.certificate(), after.certificate());
        assertEquals(before.ca(), after.ca());
    }

    @Test
    void aCertificateThatLacksANameIsMadeAnew() throws IOException {
        var before = Authority.in(folder, HOSTS, now);

        assertNotEquals(
                before.certificate(),
                Authority.in(folder, List.of("127.0.0.1", "plane.example"), now).certificate());
    }

    @Test
    void keysAreOnlyForTheirOwner() throws IOException {
        var printed = Authority.in(folder, HOSTS, now).toString();

        for (var key : List.of("ca.key", "api.key")) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(folder.resolve(key))));
        }
        assertTrue(!printed.contains("PRIVATE"), printed);
    }
}
