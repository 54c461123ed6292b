package io.nodebus.compose.cli;

import io.nodebus.compose.client.ApiClient;
import io.nodebus.contracts.meta.ObjectMeta;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", description = "What a container printed.")
final class Logs implements Callable<Integer> {
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
            index = "1",
            arity = "0..1",
            paramLabel = "CONTAINER",
            description = "Only needed when the pod has several.")
    private @Nullable String containerWord;

    @Option(
            names = {"-c", "--container"},
            paramLabel = "CONTAINER",
            description = "Only needed when the pod has several.")
    private @Nullable String container;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the container ends.")
    private boolean follow;

    @Option(
            names = {"-p", "--previous"},
            description = "Of the container before the last restart.")
    private boolean previous;

    @Option(names = "--tail", paramLabel = "LINES", description = "Only the last lines.")
    private @Nullable Long tail;

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Only what is newer: 5s, 2m, 3h.")
    private @Nullable Duration since;

    @Option(names = "--timestamps", description = "Begin each line with its time.")
    private boolean timestamps;

    @Override
    public Integer call() throws IOException {
        var query = new LinkedHashMap<String, String>();
        var chosen = container != null ? container : containerWord;
        if (chosen != null) {
            query.put("container", chosen);
        }
        if (follow) {
            query.put("follow", "true");
        }
        if (previous) {
            query.put("previous", "true");
        }
        if (timestamps) {
            query.put("timestamps", "true");
        }
        if (tail != null) {
            query.put("tailLines", tail.toString());
        }
        if (since != null) {
            query.put("sinceSeconds", Long.toString(since.toSeconds()));
        }
        var name = pod.startsWith("pod/") ? pod.substring(4) : pod;
        try (var api = server.connect();
                var lines =
                        api.stream(
                                "/api/v1/namespaces/%s/pods/%s/log".formatted(namespace, name),
                                query,
                                ApiClient.JSON + ", text/plain, */*")) {
            var buffer = new byte[8192];
            for (var n = lines.read(buffer); n >= 0; n = lines.read(buffer)) {
                System.out.write(buffer, 0, n);
                System.out.flush();
            }
        }
        return 0;
    }
}
