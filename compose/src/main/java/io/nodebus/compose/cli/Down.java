package io.nodebus.compose.cli;

import io.nodebus.compose.plane.Plane;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "down", description = "End a plane and remove everything it made, its data too.")
final class Down implements Callable<Integer> {
    @Mixin private final ServerOptions server = new ServerOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var ended = Plane.down(server.dir(), System.getenv(), new Up.Steps());
        if (!ended) {
            Console.progress("no plane in " + server.dir().path());
        }
        return 0;
    }
}
