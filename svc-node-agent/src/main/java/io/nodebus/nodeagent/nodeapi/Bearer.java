package io.nodebus.nodeagent.nodeapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;

/// Lets in who shows the token. Compares in constant time.
final class Bearer {
    private final byte[] expected;

    Bearer(String token) {
        if (token.isBlank()) {
            throw new IllegalArgumentException("the token of the node's API must not be blank");
        }
        expected = ("Bearer " + token).getBytes(UTF_8);
    }

    void check(HttpServerRequest request) {
        var shown = request.getHeader("authorization");
        if (shown == null || !MessageDigest.isEqual(expected, shown.getBytes(UTF_8))) {
            throw new Refused(401, "Unauthorized");
        }
    }
}
