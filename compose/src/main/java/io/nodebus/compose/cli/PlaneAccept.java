package io.nodebus.compose.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "accept",
        description =
                "Take a new or emptied Kafka cluster for the plane's own: svc-api writes what it"
                        + " remembers to it.")
final class PlaneAccept implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Override
    public Integer call() {
        try (var api = server.connect()) {
            api.send("POST", "/apis/nodebus.io/v1/plane/accept", Map.of(), Map.of());
        }
        Console.out(spec).println("plane accepted");
        Console.out(spec).flush();
        return 0;
    }
}
