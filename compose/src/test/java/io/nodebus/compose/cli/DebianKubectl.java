package io.nodebus.compose.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.nodebus.compose.cli.Typed.Said;
import io.nodebus.compose.tools.Supplies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Debian's kubectl with the kubeconfig we print; got once, and only unpacked.
final class DebianKubectl {
    private static final long PATIENCE_SECONDS = 60;

    private final Path program;
    private final Path folder;
    private final Path config;

    /// @param folder where it keeps what it remembers
    DebianKubectl(Path folder, String kubeconfig) throws IOException {
        this.folder = folder;
        program = unpacked();
        config = Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
    }

    private static Path unpacked() throws IOException {
        var supplies = Supplies.usual(System.getenv(), _ -> {});
        var program = supplies.look("").cache().resolve("usr/bin/kubectl");
        if (!Files.isExecutable(program)) {
            supplies.unpack(List.of("kubernetes-client"));
        }
        return program;
    }

    Said run(String... words) throws IOException, InterruptedException {
        return with(new byte[0], words);
    }

    /// With this as standard input.
    Said with(byte[] input, String... words) throws IOException, InterruptedException {
        var in = Files.write(Files.createTempFile(folder, "kubectl", ".in"), input);
        var out = Files.createTempFile(folder, "kubectl", ".out");
        var err = Files.createTempFile(folder, "kubectl", ".err");
        var process =
                process(words)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    String.join(" ", words) + " did not end: " + Files.readString(err, UTF_8));
        }
        return new Said(
                process.exitValue(),
                Files.readString(out, ISO_8859_1),
                Files.readString(err, UTF_8));
    }

    ProcessBuilder process(String... words) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", config.toString());
        builder.environment().put("HOME", folder.toString());
        return builder;
    }
}
