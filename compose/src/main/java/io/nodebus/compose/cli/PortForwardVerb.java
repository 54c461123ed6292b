package io.nodebus.compose.cli;

import io.nodebus.compose.client.Server;
import io.nodebus.compose.streaming.PortForward;
import io.nodebus.compose.streaming.SpdyConnection.Broken;
import io.nodebus.contracts.meta.ObjectMeta;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "port-forward",
        description =
                "Lead local ports into a pod until interrupted: port-forward web 8080:80,"
                        + " port-forward web :80.")
final class PortForwardVerb implements Callable<Integer> {
    private static final Pattern PORTS = Pattern.compile("(?:(\\d{0,5}):)?(\\d{1,5})");
    private static final int HIGHEST_PORT = 65535;

    @Spec private @Nullable CommandSpec spec;

    @Mixin private final ServerOptions server = new ServerOptions();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            defaultValue = ObjectMeta.DEFAULT_NAMESPACE,
            description = "The namespace (default: ${DEFAULT-VALUE}).")
    private String namespace = ObjectMeta.DEFAULT_NAMESPACE;

    @Parameters(paramLabel = "POD", description = "POD or pod/POD.")
    private String pod = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "[LOCAL:]PORT",
            description = "Ports; :80 takes any free local port.")
    private List<String> ports = List.of();

    private record Ports(int local, int pod) {}

    @Override
    public Integer call() {
        var wanted = ports.stream().map(this::ports).toList();
        var name = pod.startsWith("pod/") ? pod.substring(4) : pod;
        try (var forward =
                PortForward.open(
                        Server.ofPlane(server.folder()),
                        "/api/v1/namespaces/%s/pods/%s/portforward".formatted(namespace, name),
                        Console::complain)) {
            for (var pair : wanted) {
                var local = forward.listen(pair.local(), pair.pod());
                Console.out(spec)
                        .println("Forwarding from 127.0.0.1:%d -> %d".formatted(local, pair.pod()));
                Console.out(spec).flush();
            }
            forward.await();
            Console.complain("the connection to the pod ended");
            return 1;
        } catch (Broken | IOException e) {
            Console.complain("error: " + e.getMessage());
            return 1;
        }
    }

    private Ports ports(String text) {
        var match = PORTS.matcher(text);
        if (!match.matches()) {
            throw Console.wrong(
                    spec, "write LOCAL:PORT, PORT or :PORT, got \"%s\"".formatted(text));
        }
        var podPort = port(match.group(2));
        var local = match.group(1);
        return new Ports(local == null ? podPort : local.isEmpty() ? 0 : port(local), podPort);
    }

    private int port(String digits) {
        var port = Integer.parseInt(digits);
        if (port > HIGHEST_PORT) {
            throw Console.wrong(spec, "a port is at most %d, got %d".formatted(HIGHEST_PORT, port));
        }
        return port;
    }
}
