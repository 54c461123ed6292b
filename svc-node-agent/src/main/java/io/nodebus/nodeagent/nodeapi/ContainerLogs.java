package io.nodebus.nodeagent.nodeapi;

import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;

/// `/containerLogs/{namespace}/{pod}/{container}`
final class ContainerLogs {
    private final NodePods pods;
    private final LogReader reader;
    private final InstantSource clock;

    ContainerLogs(NodePods pods, LogReader reader, InstantSource clock) {
        this.pods = pods;
        this.reader = reader;
        this.clock = clock;
    }

    /// Returns when all is written; called on a virtual thread.
    void answer(
            HttpServerRequest request, String namespace, String name, String container, Query query)
            throws IOException {
        var wanted = query.logs(clock);
        var attempt = attempt(Lookup.pod(pods, namespace, name), container, query.flag("previous"));
        var sink = new ResponseSink(request.response());
        try {
            reader.read(
                    attempt.log(), wanted, () -> runs(namespace, name, container, attempt), sink);
        } catch (NoSuchFileException missing) {
            throw new Refused(
                    404,
                    "container \"%s\" of pod \"%s/%s\" has no log: %s is not there"
                            .formatted(container, namespace, name, attempt.log()));
        }
        sink.end();
    }

    private static PodHere.Attempt attempt(PodHere pod, String container, boolean previous) {
        var found = Lookup.container(pod, container);
        return previous
                ? found.previous()
                        .orElseThrow(() ->
                                new Refused(
                                        400,
                                        "previous terminated container \"%s\" in pod \"%s\" not found"
                                                .formatted(container, pod.pod().key())))
                : found.current()
                        .orElseThrow(() ->
                                new Refused(
                                        400,
                                        "container \"%s\" in pod \"%s\" is waiting to start"
                                                .formatted(container, pod.pod().key())));
    }

    private boolean runs(String namespace, String name, String container, PodHere.Attempt attempt) {
        return pods.find(namespace, name)
                .flatMap(pod -> pod.container(container))
                .flatMap(PodHere.Container::current)
                .filter(now -> now.running() && now.containerId().equals(attempt.containerId()))
                .isPresent();
    }
}
