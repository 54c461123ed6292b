package io.nodebus.api.kubectl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.api.Plane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Debian's kubectl, fetched once and only unpacked.
final class Kubectl {
    private static final Path UNPACKED = Path.of("target", "kubernetes-client");
    private static final long PATIENCE_SECONDS = 60;

    private final Path program;
    private final Path config;
    private final Path home;

    private Kubectl(Path program, Path config, Path home) {
        this.program = program;
        this.config = config;
        this.home = home;
    }

    /// What it said and how it ended.
    record Said(int code, String out, String err) {
        /// Lines with their columns, one space between.
        List<String> lines() {
            return out.lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
        }
    }

    static Kubectl of(Plane plane, Path home) throws IOException, InterruptedException {
        var config = home.resolve("kubeconfig");
        Files.writeString(
                config,
                """
                apiVersion: v1
                kind: Config
                current-context: nodebus
                clusters: [{name: nodebus, cluster: {server: "https://%s", certificate-authority-data: %s}}]
                users: [{name: nodebus, user: {token: %s}}]
                contexts: [{name: nodebus, context: {cluster: nodebus, user: nodebus}}]
                """
                        .formatted(
                                plane.api().address(),
                                Base64.getEncoder()
                                        .encodeToString(
                                                Files.readAllBytes(
                                                        plane.folder().resolve("ca.crt"))),
                                plane.token()));
        return new Kubectl(unpacked(), config, home);
    }

    private static Path unpacked() throws IOException, InterruptedException {
        var program = UNPACKED.resolve("usr/bin/kubectl").toAbsolutePath();
        if (!Files.isExecutable(program)) {
            Files.createDirectories(UNPACKED);
            var got =
                    run(
                            new ProcessBuilder(
                                            "sh",
                                            "-c",
                                            "apt-get download kubernetes-client"
                                                    + " && dpkg-deb -x kubernetes-client_*.deb .")
                                    .directory(UNPACKED.toFile()));
            if (got.code() != 0) {
                throw new AssertionError("no kubernetes-client: " + got.err());
            }
        }
        return program;
    }

    Said run(String... words) throws IOException, InterruptedException {
        return run(process(words));
    }

    /// Started, and not waited for.
    Process start(String... words) throws IOException {
        return process(words).start();
    }

    private ProcessBuilder process(String... words) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", config.toString());
        builder.environment().put("HOME", home.toString());
        return builder;
    }

    private static Said run(ProcessBuilder builder) throws IOException, InterruptedException {
        var out = Files.createTempFile("kubectl", ".out");
        var err = Files.createTempFile("kubectl", ".err");
        try {
            var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        builder.command() + " did not end: " + Files.readString(err, UTF_8));
            }
            return new Said(
                    process.exitValue(),
                    Files.readString(out, UTF_8),
                    Files.readString(err, UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
