package io.nodebus.nodeagent.nodeapi;

import io.nodebus.bus.wire.Json;
import io.nodebus.nodeagent.runtime.RuntimeFailure;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From a path to who answers it, and from a failure to its status.
final class Routes implements Handler<HttpServerRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Bearer bearer;
    private final ContainerLogs logs;
    private final Streams streams;
    private final Summary summary;
    private final NodePods pods;

    Routes(Bearer bearer, ContainerLogs logs, Streams streams, Summary summary, NodePods pods) {
        this.bearer = bearer;
        this.logs = logs;
        this.streams = streams;
        this.summary = summary;
        this.pods = pods;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if ("/healthz".equals(request.path())) {
            var _ = request.response().end("ok");
            return;
        }
        // Nothing of an upgraded connection may be read before its tunnel stands.
        request.pause();
        Thread.ofVirtual().name("node-api").start(() -> answer(request));
    }

    private void answer(HttpServerRequest request) {
        try {
            bearer.check(request);
            route(request, List.of(String.valueOf(request.path()).substring(1).split("/", -1)));
        } catch (Refused refused) {
            refuse(request, refused.status(), refused);
        } catch (RuntimeFailure failure) {
            refuse(request, status(failure), failure);
        } catch (IOException | UncheckedIOException unreadable) {
            refuse(request, 500, unreadable);
        } catch (RuntimeException fault) {
            LOG.atError()
                    .addKeyValue("path", request.path())
                    .setCause(fault)
                    .log("a fault of ours");
            refuse(request, 500, fault);
        }
    }

    private void route(HttpServerRequest request, List<String> path) throws IOException {
        var query = new Query(request.params());
        switch (path.getFirst() + "/" + (path.size() - 1)) {
            case "containerLogs/3" ->
                    logs.answer(request, path.get(1), path.get(2), path.get(3), query);
            case "exec/3" -> streams.exec(request, path.get(1), path.get(2), path.get(3), query);
            case "attach/3" ->
                    streams.attach(request, path.get(1), path.get(2), path.get(3), query);
            case "portForward/2" -> streams.portForward(request, path.get(1), path.get(2), query);
            case "stats/1" -> json(request, summary.read());
            case "pods/0" -> json(request, PodList.of(pods.all()));
            default -> throw new Refused(404, "there is nothing at " + request.path());
        }
    }

    private static void json(HttpServerRequest request, Map<String, Object> tree) {
        var _ =
                request.response()
                        .putHeader("content-type", "application/json")
                        .end(Buffer.buffer(Json.write(tree)));
    }

    /// Once an answer has begun, its end is all that can still be said.
    private static void refuse(HttpServerRequest request, int status, Exception why) {
        var response = request.response();
        if (response.headWritten()) {
            var _ = request.connection().close();
            return;
        }
        var _ =
                response.setStatusCode(status)
                        .putHeader("content-type", "text/plain; charset=utf-8")
                        .end(why.getMessage() + "\n");
    }

    private static int status(RuntimeFailure failure) {
        return switch (failure.kind()) {
            case NOT_FOUND -> 404;
            case UNAVAILABLE -> 503;
            case TIMEOUT -> 504;
            case REFUSED -> 500;
        };
    }
}
