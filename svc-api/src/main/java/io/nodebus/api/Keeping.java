package io.nodebus.api;

import io.nodebus.api.certificates.Authority;
import io.nodebus.api.secrets.FleetKeys;
import io.nodebus.api.settings.ApiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// What is kept in the folder of the front door, made where it is not there yet.
///
/// @param adminToken what clients bear
/// @param nodeToken what nodes know us by
record Keeping(
        Authority.Issued certificate, String adminToken, String nodeToken, FleetKeys fleetKeys) {
    private static final int TOKEN_BYTES = 24;

    /// @throws IOException when something can be neither read nor written
    static Keeping in(ApiSettings settings, Clock clock) throws IOException {
        var folder = settings.folder();
        Files.createDirectories(folder);
        var hosts =
                Stream.concat(
                                Stream.of("127.0.0.1", "localhost", "::1"),
                                Stream.of(settings.host()))
                        .filter(host -> !host.equals("0.0.0.0") && !host.equals("::"))
                        .distinct()
                        .toList();
        return new Keeping(
                Authority.in(folder, List.copyOf(hosts), clock),
                token(folder.resolve("admin.token")),
                token(folder.resolve("node.token")),
                FleetKeys.in(folder.resolve("fleet.key")));
    }

    private static String token(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            var bytes = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(bytes);
            Files.writeString(
                    file, HexFormat.of().formatHex(bytes) + "\n", StandardOpenOption.WRITE);
        }
        return Files.readString(file).strip();
    }

    /// Never shows a token or a key.
    @Override
    public String toString() {
        return "Keeping[" + certificate + "]";
    }
}
