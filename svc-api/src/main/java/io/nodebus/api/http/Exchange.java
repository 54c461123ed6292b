package io.nodebus.api.http;

import io.nodebus.api.status.Refusal;
import io.nodebus.api.status.Refused;
import io.nodebus.bus.wire.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;

/// One request and its answer.
record Exchange(HttpServerRequest request) {
    private static final int LARGEST_BODY = 3 << 20;
    private static final String JSON = "application/json";

    String path() {
        var path = request.path();
        return path == null ? "/" : path;
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(request.getParam(name)).filter(text -> !text.isEmpty());
    }

    boolean flag(String name) {
        return parameter(name).filter(text -> text.equals("true") || text.equals("1")).isPresent();
    }

    /// @throws Refused when the parameter is no number
    Optional<Long> number(String name) {
        return parameter(name)
                .map(text -> {
                    try {
                        return Long.parseLong(text);
                    } catch (NumberFormatException e) {
                        throw new Refused(
                                Refusal.badRequest(
                                        "%s must be a whole number, got \"%s\""
                                                .formatted(name, text)));
                    }
                });
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    HttpServerResponse response() {
        return request.response();
    }

    /// The whole body, if it is not too large. The rest of what is too large is let go.
    Future<byte[]> body() {
        var body = Buffer.buffer();
        var whole = Promise.<byte[]>promise();
        request.exceptionHandler(whole::tryFail);
        request.handler(chunk -> {
            if (whole.future().isComplete()) {
                return;
            }
            if (body.length() + chunk.length() > LARGEST_BODY) {
                response().putHeader("Connection", "close");
                whole.tryFail(
                        new Refused(
                                Refusal.tooLarge(
                                        "a request must be at most %d bytes"
                                                .formatted(LARGEST_BODY))));
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(_ -> whole.tryComplete(body.getBytes()));
        request.resume();
        return whole.future();
    }

    void reply(int code, Map<String, Object> tree) {
        reply(code, JSON, Json.write(tree));
    }

    void reply(int code, String contentType, byte[] body) {
        if (response().ended() || response().closed()) {
            return;
        }
        response()
                .setStatusCode(code)
                .putHeader("Content-Type", contentType)
                .putHeader("Cache-Control", "no-cache, private")
                .end(Buffer.buffer(body));
    }

    void refuse(Refusal refusal) {
        refusal.retryAfterSeconds()
                .ifPresent(
                        seconds -> response().putHeader("Retry-After", Integer.toString(seconds)));
        reply(refusal.code(), refusal.tree());
    }

    /// Answers what went wrong, whatever it was.
    void fail(Throwable cause) {
        if (cause instanceof Refused refused) {
            refuse(refused.refusal());
        } else {
            refuse(Refusal.broken(String.valueOf(cause.getMessage())));
        }
    }
}
