package io.nodebus.compose.cli;

import io.nodebus.compose.client.Server;
import io.nodebus.compose.streaming.RemoteCommand;
import io.nodebus.compose.streaming.RemoteCommand.Streams;
import io.nodebus.compose.streaming.SpdyConnection.Broken;
import io.nodebus.contracts.meta.ObjectMeta;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "exec",
        description =
                "Run a command in a container: exec web -- ls /, exec -it web -- sh. Ends with its"
                        + " exit code.")
final class Exec implements Callable<Integer> {
    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = ObjectMeta.DEFAULT_NAMESPACE,
            description = "The namespace (default: ${DEFAULT-VALUE}).")
    private String namespace = ObjectMeta.DEFAULT_NAMESPACE;

    @Option(
            names = {"-c", "--container"},
            paramLabel = "CONTAINER",
            description = "Only needed when the pod has several.")
    private @Nullable String container;

    @Option(
            names = {"-i", "--stdin"},
            description = "Pass standard input on, until it ends.")
    private boolean stdin;

    @Option(
            names = {"-t", "--tty"},
            description = "Give the command a terminal.")
    private boolean tty;

    @Parameters(paramLabel = "POD", description = "POD or pod/POD.")
    private String pod = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "After --.")
    private List<String> command = List.of();

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (tty && !RawTerminal.isThere()) {
            Console.progress("standard input is no terminal, -t is left out");
            tty = false;
        }
        var streams =
                new Streams(
                        stdin ? Optional.of(System.in) : Optional.empty(), System.out, System.err);
        try (var running =
                RemoteCommand.start(Server.ofPlane(server.folder()), path(), streams, tty)) {
            if (!tty) {
                return running.await();
            }
            try (var _ = RawTerminal.enter(running::resize)) {
                return running.await();
            }
        } catch (Broken | RemoteCommand.Failed failed) {
            Console.complain("error: " + failed.getMessage());
            return 1;
        }
    }

    private String path() {
        var query = new ArrayList<String>();
        for (var word : command) {
            query.add("command=" + URLEncoder.encode(word, StandardCharsets.UTF_8));
        }
        if (container != null) {
            query.add("container=" + URLEncoder.encode(container, StandardCharsets.UTF_8));
        }
        query.add("stdin=" + stdin);
        query.add("stdout=true");
        query.add("stderr=" + !tty);
        query.add("tty=" + tty);
        var name = pod.startsWith("pod/") ? pod.substring(4) : pod;
        return "/api/v1/namespaces/%s/pods/%s/exec?%s"
                .formatted(namespace, name, String.join("&", query));
    }
}
