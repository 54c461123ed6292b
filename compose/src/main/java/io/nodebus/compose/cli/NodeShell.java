package io.nodebus.compose.cli;

import io.nodebus.compose.plane.Plane;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "shell",
        description =
                "A shell in a node of this machine's plane, or one command: node shell n1 -- ctr -n"
                        + " k8s.io c ls.")
final class NodeShell implements Callable<Integer> {
    @Mixin private final ServerOptions server = new ServerOptions();

    @Parameters(paramLabel = "NODE", description = "The node.")
    private String name = "";

    @Parameters(
            index = "1..*",
            paramLabel = "COMMAND",
            description = "After --; a shell when there is none.")
    private List<String> command = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var plane = Plane.find(server.dir(), System.getenv());
        if (plane.isEmpty()) {
            Console.complain(
                    "no plane runs in %s: start one with ./nodebus up".formatted(server.folder()));
            return 1;
        }
        var node = plane.get().node(name);
        var words = new ArrayList<>(node.entrance());
        words.addAll(command.isEmpty() ? List.of("/bin/sh") : command);
        var starting = new ProcessBuilder(words).inheritIO();
        starting.environment().put("PATH", node.searchPath());
        starting.environment().put("PS1", name + "# ");
        return starting.start().waitFor();
    }
}
