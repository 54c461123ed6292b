package io.nodebus.compose.cli;

import io.nodebus.compose.image.BadArchive;
import io.nodebus.compose.plane.Plane;
import io.nodebus.compose.process.ProgramFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        description =
                "Put the images of a docker save or OCI archive on every node, and on nodes to"
                        + " come.")
final class ImageLoadVerb implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "FILE", description = "The archive, a tar.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            Console.complain("%s: no such file".formatted(file));
            return 1;
        }
        var plane = Plane.find(server.dir(), System.getenv());
        if (plane.isEmpty()) {
            Console.complain(
                    "no plane runs in %s: start one with ./nodebus up".formatted(server.folder()));
            return 1;
        }
        if (plane.get().nodes().isEmpty()) {
            Console.complain("simulated nodes have every image: there is nothing to load");
            return 1;
        }
        try {
            plane.get().loadImages(file).forEach(Console.out(spec)::println);
        } catch (BadArchive | ProgramFailed e) {
            Console.complain(String.valueOf(e.getMessage()));
            return 1;
        }
        Console.out(spec).flush();
        return 0;
    }
}
