package io.nodebus.nodeagent.nodeapi;

import io.nodebus.nodeagent.runtime.ContainerRuntime;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetClient;
import java.net.URI;

/// `/exec`, `/attach`, `/portForward`: asks the runtime where to stream, and leads the client
/// there.
final class Streams {
    private final NetClient client;
    private final NodePods pods;
    private final ContainerRuntime runtime;

    Streams(NetClient client, NodePods pods, ContainerRuntime runtime) {
        this.client = client;
        this.pods = pods;
        this.runtime = runtime;
    }

    void exec(
            HttpServerRequest request,
            String namespace,
            String pod,
            String container,
            Query query) {
        requireUpgrade(request);
        var command = query.all("command");
        if (command.isEmpty()) {
            throw new Refused(400, "command must be given, once per word");
        }
        var attempt = Lookup.running(Lookup.pod(pods, namespace, pod), container);
        lead(
                request,
                runtime.execUrl(attempt.containerId(), command, query.flag("tty"), stdin(query)));
    }

    void attach(
            HttpServerRequest request,
            String namespace,
            String pod,
            String container,
            Query query) {
        requireUpgrade(request);
        var attempt = Lookup.running(Lookup.pod(pods, namespace, pod), container);
        lead(request, runtime.attachUrl(attempt.containerId(), query.flag("tty"), stdin(query)));
    }

    void portForward(HttpServerRequest request, String namespace, String pod, Query query) {
        requireUpgrade(request);
        var sandbox =
                Lookup.pod(pods, namespace, pod)
                        .sandboxId()
                        .orElseThrow(() ->
                                new Refused(
                                        400,
                                        "pod \"%s/%s\" has no sandbox yet"
                                                .formatted(namespace, pod)));
        lead(request, runtime.portForwardUrl(sandbox, query.ports()));
    }

    /// kubelet's word and that of the Kubernetes API.
    private static boolean stdin(Query query) {
        return query.flag("input") || query.flag("stdin");
    }

    private static void requireUpgrade(HttpServerRequest request) {
        if (request.getHeader("upgrade") == null) {
            throw new Refused(
                    400, "this must be an upgrade to SPDY/3.1 or websocket, got a plain request");
        }
    }

    private void lead(HttpServerRequest request, String url) {
        new Tunnel(client, request, URI.create(url)).open();
    }
}
