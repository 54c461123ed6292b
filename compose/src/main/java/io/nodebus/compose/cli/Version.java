package io.nodebus.compose.cli;

import io.nodebus.compose.client.Server.NoServer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "version",
        description = "The version of this command line, and of the plane if one runs.")
final class Version implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
        var out = Console.out(spec);
        out.println("nodebus " + ofThisBuild());
        out.println("java " + Runtime.version());
        try (var api = server.connect()) {
            out.println("plane " + api.get("/version", Map.of()).text("gitVersion"));
        } catch (NoServer _) {
            out.println("plane none in " + server.folder());
        }
        out.flush();
        return 0;
    }

    static String ofThisBuild() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("from a source tree");
    }
}
